package io.sitehub.gateway.publish;

import io.sitehub.kit.health.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What recent appends say about the log: trouble that no success has followed yet. Logs when
 * trouble begins and when it ends, not every request in between.
 */
public final class AppendHealth {
  private static final Logger log = LoggerFactory.getLogger(AppendHealth.class);

  private final InstantSource clock;
  private final Duration memory;
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile long lastFailureMs;
  private volatile String lastReason = "";

  /**
   * Nothing happened yet.
   *
   * @param memory how long a failure counts when no request follows it: without this a gateway that
   *     nobody asks any more could never become ready again
   */
  public AppendHealth(InstantSource clock, Duration memory) {
    this.clock = clock;
    this.memory = memory;
  }

  /** Takes note of an outcome; cheap, from any thread. */
  public void observe(AppendOutcome outcome) {
    switch (outcome) {
      case AppendOutcome.Acknowledged _ -> {
        if (failing.get() && failing.compareAndSet(true, false)) {
          log.info("the log acknowledges again");
        }
      }
      case AppendOutcome.Unknown unknown -> {
        lastReason = unknown.reason();
        lastFailureMs = clock.millis();
        if (failing.compareAndSet(false, true)) {
          log.atWarn().addKeyValue("reason", unknown.reason()).log("the log does not acknowledge");
        }
      }
      case AppendOutcome.TooLarge _, AppendOutcome.Refused _ -> {
        // About one event, not about the log.
      }
    }
  }

  /** Not ready while the last thing heard, and heard lately, is a failure. */
  public Health check() {
    long failureMs = lastFailureMs;
    boolean recent = clock.millis() - failureMs <= memory.toMillis();
    return failing.get() && recent
        ? Health.notReady(
            "an append failed at " + Instant.ofEpochMilli(failureMs) + ": " + lastReason)
        : Health.ready();
  }
}
