package io.sitehub.connectors.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A moment to come.
 *
 * @param nanoTime the clock, as {@link System#nanoTime}
 * @param atNanos when it strikes, by that clock
 */
record Deadline(LongSupplier nanoTime, long atNanos) {

  /** What is left until then; zero afterwards. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, atNanos - nanoTime.getAsLong()));
  }

  /** Whether it has struck. */
  boolean isOver() {
    return atNanos - nanoTime.getAsLong() <= 0;
  }

  /** Whether there is time for something that takes this long. */
  boolean leavesTimeFor(Duration duration) {
    return left().compareTo(duration) >= 0;
  }
}
