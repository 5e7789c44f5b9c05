package io.sitehub.terminal.send;

import java.time.Duration;

/**
 * How a journal is sent.
 *
 * @param maxBatchEvents events in one request at most; a gateway takes up to 1,000
 * @param maxBatchBytes bytes of one request at most; a gateway takes 1 MiB unless told otherwise.
 *     An event that is longer alone is sent alone.
 * @param connectWithin how long a connection may take
 * @param answerWithin how long an answer may take, connection included; longer than a broker's
 *     failover, so that most often it is the gateway that says that the outcome is unknown
 * @param signOfLifeWithin when an answer has not come for so long, the gateway is asked for any
 *     sign of life, and given up if none comes within as long again: it is frozen, or cut off
 * @param firstPause how long a gateway is left alone after a failure; doubled by each further one,
 *     and drawn between half of that and all of it
 * @param longestPause how long at most, unless the gateway asks for more ({@code Retry-After}, up
 *     to 5 minutes)
 */
public record SendLimits(
    int maxBatchEvents,
    long maxBatchBytes,
    Duration connectWithin,
    Duration answerWithin,
    Duration signOfLifeWithin,
    Duration firstPause,
    Duration longestPause) {

  /**
   * 500 events, 1 MiB, 2 s to connect, 20 s to answer, 4 s for a sign of life, pauses 0.1 to 10 s.
   */
  public static final SendLimits DEFAULT =
      new SendLimits(
          500,
          1L << 20,
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          Duration.ofSeconds(4),
          Duration.ofMillis(100),
          Duration.ofSeconds(10));

  /**
   * @throws IllegalArgumentException naming the field and what is allowed
   */
  public SendLimits {
    require(maxBatchEvents > 0, "maxBatchEvents", maxBatchEvents, "more than 0");
    require(maxBatchBytes > 2, "maxBatchBytes", maxBatchBytes, "more than 2");
    requirePositive(connectWithin, "connectWithin");
    requirePositive(answerWithin, "answerWithin");
    requirePositive(signOfLifeWithin, "signOfLifeWithin");
    requirePositive(firstPause, "firstPause");
    require(
        longestPause.compareTo(firstPause) >= 0,
        "longestPause",
        longestPause,
        "at least firstPause, " + firstPause);
  }

  private static void requirePositive(Duration value, String field) {
    require(!value.isZero() && !value.isNegative(), field, value, "more than zero");
  }

  private static void require(boolean allowed, String field, Object value, String what) {
    if (!allowed) {
      throw new IllegalArgumentException(field + " is " + value + ", must be " + what);
    }
  }
}
