package io.sitehub.processors.commit;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Says when a task asks for a commit, so that fresh records are visible at once. What is old when
 * it is read (a replay, a start after a night) is committed at the longer interval of Streams
 * alone: exactly-once costs per commit and partition touched, and nobody waits for an event of
 * yesterday.
 *
 * <p>A commit that one task asks for is one of all tasks of its thread, which share a transaction.
 * So a task counts from whatever commit was the last, not from its own: otherwise each of them
 * would have all others commit in its turn.
 */
public final class CommitPace {

  /** How often to look whether one is due. */
  static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** From one commit to the next, at least; below this, commits cost more time than they save. */
  static final Duration SHORTEST = Duration.ofMillis(100);

  /** Events are not kept waiting for longer, however slow commits are. */
  static final Duration LONGEST = Duration.ofSeconds(1);

  /** Where machines are short of time, commits get rarer, so that work gets done. */
  private static final int LEAST_TIMES_ITS_LENGTH = 2;

  /**
   * A record that is older when it is read is not fresh. What piles up while an instance or a
   * broker fails over is.
   */
  private static final long FRESH_MS = 10_000;

  private static final long NONE = Long.MIN_VALUE;

  private final LongSupplier nanoTime;
  private long newestMs = NONE;
  private long pauseNanos;
  private long committedNanos;
  private boolean committing;

  /**
   * @param nanoTime {@link System#nanoTime()}
   */
  CommitPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.committedNanos = nanoTime.getAsLong();
  }

  /**
   * Has a task commit when that is due.
   *
   * @param task the context of its first stage
   * @param commits tells of every commit of the thread
   */
  public static CommitPace of(ProcessorContext<?, ?> task, BeforeCommit commits) {
    return of(task, commits, System::nanoTime);
  }

  static CommitPace of(ProcessorContext<?, ?> task, BeforeCommit commits, LongSupplier nanoTime) {
    CommitPace pace = new CommitPace(nanoTime);
    task.schedule(
        LOOK_EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        nowMs -> {
          if (pace.isDue(nowMs)) {
            task.commit();
          }
        });
    commits.atCommit(pace::commits);
    return pace;
  }

  /** A record was taken in. */
  public void took(long recordedAtMs) {
    newestMs = Math.max(newestMs, recordedAtMs);
  }

  /** A commit begins, whoever asked for it. */
  void commits() {
    newestMs = NONE;
    committedNanos = nanoTime.getAsLong();
    committing = true;
  }

  /** Whether a commit is worth asking for. Asked every {@link #LOOK_EVERY}, but in a commit. */
  boolean isDue(long nowMs) {
    long since = nanoTime.getAsLong() - committedNanos;
    if (committing) {
      committing = false;
      pauseNanos =
          Math.clamp(LEAST_TIMES_ITS_LENGTH * since, SHORTEST.toNanos(), LONGEST.toNanos());
    }
    return newestMs > nowMs - FRESH_MS && since >= pauseNanos;
  }
}
