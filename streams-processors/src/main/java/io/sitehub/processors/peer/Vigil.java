package io.sitehub.processors.peer;

import io.sitehub.processors.fence.Life;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Judges one peer by the signs of it. Three refused connections in a row are the end of a process:
 * its host answers for it, and no pause of a process closes its port. Silence alone is none,
 * however long; it only asks for the brokers' word. One that was never heard of, or whose life is
 * {@linkplain #settled settled}, is not judged. Not thread-safe.
 */
final class Vigil {

  private static final int REFUSALS = 3;
  private static final Duration BETWEEN_REFUSALS = Duration.ofMillis(30);
  private static final Duration WHILE_SILENT = Duration.ofMillis(250);
  private static final Duration WHILE_NOBODY_IS_THERE = Duration.ofSeconds(1);

  private final Duration patience;
  private @Nullable Life life;
  private int refusals;
  private long heardAtNanos;

  /**
   * @param patience how long a peer may be silent before the brokers are asked
   */
  Vigil(Duration patience) {
    this.patience = patience;
  }

  /** Takes a sign that came at an instant of the monotonic clock. */
  Verdict take(Sign sign, long nowNanos) {
    switch (sign) {
      case Sign.Born(Life born) -> {
        life = born;
        return heard(nowNanos);
      }
      case Sign.Beat(), Sign.Leaving() -> {
        return heard(nowNanos);
      }
      case Sign.Ended() -> {
        settled();
        return lookAgain(WHILE_NOBODY_IS_THERE);
      }
      case Sign.Broken() -> {
        return lookAgain(life == null ? WHILE_NOBODY_IS_THERE : BETWEEN_REFUSALS);
      }
      case Sign.Refused() -> {
        return refused();
      }
      case Sign.Silent() -> {
        return silent(nowNanos);
      }
    }
  }

  /** The life that is watched has ended, and the brokers know it. */
  void settled() {
    life = null;
    refusals = 0;
  }

  /** Whether there is a life to be judged. */
  boolean isOpen() {
    return life != null;
  }

  private Verdict heard(long nowNanos) {
    refusals = 0;
    heardAtNanos = nowNanos;
    return new Verdict.Alive();
  }

  private Verdict refused() {
    Life known = life;
    if (known == null) {
      return lookAgain(WHILE_NOBODY_IS_THERE);
    }
    refusals++;
    return refusals < REFUSALS ? lookAgain(BETWEEN_REFUSALS) : new Verdict.Dead(known);
  }

  private Verdict silent(long nowNanos) {
    Life known = life;
    refusals = 0;
    if (known == null) {
      return lookAgain(WHILE_NOBODY_IS_THERE);
    }
    return nowNanos - heardAtNanos < patience.toNanos()
        ? lookAgain(WHILE_SILENT)
        : new Verdict.Missing(known);
  }

  /** Jittered by a third, so that several who watch do not act at the same instant. */
  private static Verdict lookAgain(Duration after) {
    long nanos = after.toNanos();
    return new Verdict.LookAgain(
        Duration.ofNanos(nanos - nanos / 3 + ThreadLocalRandom.current().nextLong(2 * nanos / 3)));
  }
}
