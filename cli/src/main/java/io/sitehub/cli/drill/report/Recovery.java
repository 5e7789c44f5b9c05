package io.sitehub.cli.drill.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How long users had to wait because of a fault.
 *
 * @param writing longest time between two acknowledgements
 * @param processing longest time from an acknowledgement until the event was visible
 * @param queries longest time until a question was answered
 */
public record Recovery(Duration writing, Duration processing, Duration queries) {

  /** Of each of the three the median; of an even number the mean of the two in the middle. */
  static Recovery median(List<Recovery> all) {
    return new Recovery(
        median(all, Recovery::writing),
        median(all, Recovery::processing),
        median(all, Recovery::queries));
  }

  /** In a few words. */
  public String text() {
    return "writing "
        + seconds(writing)
        + ", visible "
        + seconds(processing)
        + ", queries "
        + seconds(queries);
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1e3);
  }

  private static Duration median(List<Recovery> all, Function<Recovery, Duration> part) {
    List<Duration> sorted = all.stream().map(part).sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
  }
}
