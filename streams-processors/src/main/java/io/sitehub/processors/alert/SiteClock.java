package io.sitehub.processors.alert;

import io.sitehub.processors.state.Progress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What time it is for alerts. While old records are taken in, it is the time of the last of them:
 * otherwise what they tell of would raise alerts that the next record clears.
 */
final class SiteClock {

  /** A record older than this is of the past. */
  static final Duration PRESENT = Duration.ofMinutes(1);

  private long seenOffset = -1;

  /** The time while a record is taken in. */
  Instant at(Instant recordedAt, Instant wallClock) {
    return recordedAt.isBefore(wallClock.minus(PRESENT)) ? recordedAt : wallClock;
  }

  /**
   * The time between records, asked for once a second; null at first: it is not known yet whether
   * records are being taken in.
   *
   * @param progress the last record taken in; null: none was
   */
  @Nullable Instant tick(@Nullable Progress progress, Instant wallClock) {
    if (progress == null) {
      return null;
    }
    boolean first = seenOffset < 0;
    boolean busy = progress.offset() != seenOffset;
    seenOffset = progress.offset();
    if (first) {
      return null;
    }
    return busy ? at(progress.recordedAt(), wallClock) : wallClock;
  }
}
