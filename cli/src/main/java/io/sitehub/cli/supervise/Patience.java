package io.sitehub.cli.supervise;

import java.time.Duration;

/**
 * How long a process may show no sign of life before it counts as hung.
 *
 * @param starting until it was ready once
 * @param running from then on
 */
record Patience(Duration starting, Duration running) {

  /** What holds for a process that was ready once, or was not yet. */
  Duration with(boolean wasReady) {
    return wasReady ? running : starting;
  }
}
