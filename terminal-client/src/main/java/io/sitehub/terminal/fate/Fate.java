package io.sitehub.terminal.fate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of an event so far. */
public sealed interface Fate {

  /**
   * It is in the journal and will be sent until a gateway acknowledges or refuses it.
   *
   * @param since when it was published
   * @param attempts how often it was sent since the journal was opened
   * @param lastFailure why the last attempt did not settle it; null if there was none
   */
  record Waiting(Instant since, int attempts, @Nullable SendFailure lastFailure) implements Fate {}

  /**
   * It is in the log on as many brokers as it must be.
   *
   * @param at when the terminal heard of it
   * @param partition of the log
   * @param offset in the partition
   */
  record Acknowledged(Instant at, int partition, long offset) implements Fate {}

  /**
   * A gateway found it wrong. It stays in the journal, in nobody's way, until it is redriven or
   * discarded.
   *
   * @param at when the terminal heard of it
   * @param refusal why
   */
  record Refused(Instant at, Refusal refusal) implements Fate {}
}
