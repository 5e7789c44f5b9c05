package io.sitehub.connectors.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says when a line is worth logging again: when it is a new one, and then once in a while. */
final class Reminder {

  private final Clocks clocks;
  private final Duration every;
  private @Nullable String said;
  private @Nullable Deadline due;

  /** Reminds so often. */
  Reminder(Clocks clocks, Duration every) {
    this.clocks = clocks;
    this.every = every;
  }

  /** Whether to log this line now. */
  boolean isDue(String line) {
    if (line.equals(said) && due != null && !due.isOver()) {
      return false;
    }
    said = line;
    due = clocks.in(every);
    return true;
  }
}
