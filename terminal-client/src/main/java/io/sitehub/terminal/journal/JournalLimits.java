package io.sitehub.terminal.journal;

import java.time.Duration;

/**
 * How much a journal holds.
 *
 * @param maxEvents that wait or are set aside; beyond it nothing more is taken
 * @param maxBytes of all events it holds; acknowledged ones give way before nothing more is taken.
 *     The file is up to twice as large, and does not shrink.
 * @param keptEvents how many acknowledged events are kept to be asked for
 * @param keptFor how long acknowledged events are kept to be asked for
 */
public record JournalLimits(long maxEvents, long maxBytes, long keptEvents, Duration keptFor) {

  /** A million events, 1 GiB; the last 10,000 acknowledged ones, for a week. */
  public static final JournalLimits DEFAULT =
      new JournalLimits(1_000_000, 1L << 30, 10_000, Duration.ofDays(7));

  /**
   * @throws IllegalArgumentException naming the field and what is allowed
   */
  public JournalLimits {
    require(maxEvents > 0, "maxEvents", maxEvents, "more than 0");
    require(maxBytes > 0, "maxBytes", maxBytes, "more than 0");
    require(keptEvents >= 0, "keptEvents", keptEvents, "0 or more");
    require(!keptFor.isNegative(), "keptFor", keptFor, "0 or more");
  }

  private static void require(boolean allowed, String field, Object value, String what) {
    if (!allowed) {
      throw new IllegalArgumentException(field + " is " + value + ", must be " + what);
    }
  }
}
