package io.sitehub.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final StringWriter written = new StringWriter();

  @Test
  void writesOnlyWhatStaysWhereNothingCanBeRedrawn() {
    // Given
    Screen screen = new Screen(new PrintWriter(written), false);

    // When
    screen.redraw(List.of("passing"));
    screen.print("staying");

    // Then
    assertThat(written.toString()).isEqualTo("staying" + System.lineSeparator());
  }

  @Test
  void isSilentOnceAnotherHasTakenOver() {
    // Given
    Screen screen = new Screen(new PrintWriter(written), true);
    screen.redraw(List.of("one"));
    Screen next = screen.takeOver();
    written.getBuffer().setLength(0);

    // When
    screen.print("late");
    screen.redraw(List.of("later"));
    next.print("stopping");

    // Then
    assertThat(written.toString()).isEqualTo("stopping" + System.lineSeparator());
  }

  @Test
  void goesBackOverTheLinesItDrewBefore() {
    // Given
    Screen screen = new Screen(new PrintWriter(written), true);
    screen.redraw(List.of("one", "two"));
    written.getBuffer().setLength(0);

    // When
    screen.redraw(List.of("three"));

    // Then
    assertThat(written.toString())
        .startsWith("\u001b[1A\u001b[1A\r\u001b[2Kthree\n")
        .endsWith("\u001b[2K\n\u001b[1A");
  }
}
