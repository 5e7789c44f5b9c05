package io.sitehub.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.site.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedDaysTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);

  @TempDir Path root;

  @BeforeEach
  void create() {
    new DataDirectory(root).create();
  }

  @Test
  void theFirstRunHasTheLastWholeDay() {
    assertThat(days().next(MONDAY)).isEqualTo(LocalDate.of(2026, 11, 22));
  }

  @Test
  void twoRunsOfOneDayDiffer() {
    // Given
    LocalDate first = days().next(MONDAY);

    // When
    LocalDate second = days().next(MONDAY);

    // Then
    assertThat(second).isEqualTo(first.minusDays(1));
  }

  @Test
  void runsOnTwoDaysInARowDiffer() {
    // Given
    LocalDate first = days().next(MONDAY);

    // When
    LocalDate second = days().next(TUESDAY);

    // Then
    assertThat(second).isEqualTo(first.minusDays(1));
  }

  @Test
  void aDayThatSomebodyChoseIsNotGivenOutAgain() {
    // Given
    LocalDate chosen = LocalDate.of(2026, 11, 22);
    days().use(chosen);
    days().use(chosen.plusDays(3));

    // When
    LocalDate next = days().next(MONDAY);

    // Then
    assertThat(next).isEqualTo(chosen.minusDays(1));
  }

  @Test
  void namesTheFileThatHoldsNoDay() throws IOException {
    Path file = new DataDirectory(root).data().resolve("earliest-simulated-day");
    Files.writeString(file, "Monday\n");

    assertThatThrownBy(() -> days().next(MONDAY))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Monday");
  }

  private SimulatedDays days() {
    return new SimulatedDays(new DataDirectory(root));
  }
}
