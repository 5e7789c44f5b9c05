package io.sitehub.cli.drill.plan;

import io.sitehub.cli.drill.fault.FaultKind;
import java.time.Duration;
import java.util.Locale;

/**
 * A line of a plan: {@code 12.5s freeze leader-of-most 8.0s}.
 *
 * @param at when it happens, from the start; later if the site is still busy with one before
 * @param kind what happens
 * @param target to what
 * @param lasts how long until it is healed; zero for what is over at once
 */
public record PlannedFault(Duration at, FaultKind kind, Target target, Duration lasts) {

  /** As a line of text. */
  public String text() {
    return String.join(
            " ", seconds(at), kind.label(), target.text(), lasts.isZero() ? "" : seconds(lasts))
        .strip();
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static PlannedFault of(String line) {
    String[] words = line.strip().split("\\s+");
    if (words.length < 3 || words.length > 4) {
      throw new IllegalArgumentException(
          "'" + line + "' is not AT KIND TARGET [DURATION], such as 12.5s freeze broker-2 8s");
    }
    FaultKind kind =
        FaultKind.of(words[1])
            .orElseThrow(
                () -> new IllegalArgumentException("'" + words[1] + "' is no kind of fault"));
    return new PlannedFault(
        duration(words[0]),
        kind,
        Target.of(words[2]),
        words.length == 4 ? duration(words[3]) : Duration.ZERO);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1e3);
  }

  private static Duration duration(String text) {
    try {
      if (text.endsWith("s")) {
        double seconds = Double.parseDouble(text.substring(0, text.length() - 1));
        return Duration.ofMillis(Math.round(seconds * 1e3));
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("'" + text + "' is no duration such as 12.5s");
  }
}
