package io.sitehub.processors.commit;

import java.time.Duration;

/**
 * Asks for a commit soon after fresh records, so that they are visible at once. What is old when it
 * is read (a replay, a start after a night) is committed at the longer interval of Streams alone:
 * exactly-once costs per commit and partition touched, and nobody waits for an event of yesterday.
 */
public final class CommitPace {

  /** How often fresh records are committed; below this, commits cost more time than they save. */
  public static final Duration FRESH_EVERY = Duration.ofMillis(100);

  /**
   * A record that is older when it is read is not fresh. What piles up while an instance or a
   * broker fails over is.
   */
  private static final long FRESH_MS = 10_000;

  private long newestMs = Long.MIN_VALUE;

  /** A record was taken in. */
  public void took(long recordedAtMs) {
    newestMs = Math.max(newestMs, recordedAtMs);
  }

  /** Whether a commit is worth asking for; then those that were taken in before count no more. */
  public boolean isDue(long nowMs) {
    boolean due = newestMs > nowMs - FRESH_MS;
    newestMs = Long.MIN_VALUE;
    return due;
  }
}
