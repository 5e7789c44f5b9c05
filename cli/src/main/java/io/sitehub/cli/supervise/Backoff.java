package io.sitehub.cli.supervise;

import java.time.Duration;

/**
 * How long to wait before a process is started again: hardly at all the first time, longer each
 * time it dies young, never longer than ten seconds.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration GROWN_UP = Duration.ofSeconds(60);

  private Duration next = FIRST;

  /**
   * The pause after a death.
   *
   * @param lived how long the process had been running
   */
  Duration after(Duration lived) {
    if (lived.compareTo(GROWN_UP) >= 0) {
      next = FIRST;
    }
    Duration pause = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return pause;
  }
}
