package io.sitehub.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsentTest {
  private static final List<String> WHAT = List.of("This will harm it:", "  3.0s kill broker-1");

  @Test
  void whoeverSaysYesHasBeenToldWhat() {
    // Given
    List<String> asked = new ArrayList<>();
    Consent consent =
        new Consent(question -> {
          asked.add(question);
          return Optional.of(" Yes ");
        });

    // When
    consent.require(WHAT);

    // Then
    assertThat(asked).singleElement().asString().contains("kill broker-1", "[y/N]");
  }

  @Test
  void anythingElseIsNo() {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> new Consent(question -> Optional.of("")).require(WHAT))
        .satisfies(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED));
  }

  @Test
  void whereNobodyCanBeAskedItIsRefused() {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> new Consent(question -> Optional.empty()).require(WHAT))
        .withMessageContaining("kill broker-1")
        .satisfies(problem -> assertThat(problem.remedy()).contains("--yes"))
        .satisfies(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE));
  }
}
