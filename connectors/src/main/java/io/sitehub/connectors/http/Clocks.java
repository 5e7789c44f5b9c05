package io.sitehub.connectors.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of a task.
 *
 * @param wall what time it is: only to read a date that the ERP names
 * @param nanoTime how much time passes, as {@link System#nanoTime}: everything else, so that nobody
 *     who sets the time makes a task hang
 */
record Clocks(InstantSource wall, LongSupplier nanoTime) {

  /** Those of the machine, of which the wall clock is handed in. */
  static Clocks of(InstantSource wall) {
    return new Clocks(wall, System::nanoTime);
  }

  /** The moment that comes after a while. */
  Deadline in(Duration duration) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + duration.toNanos());
  }
}
