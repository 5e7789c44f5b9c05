package io.sitehub.cli.drill.ledger;

import io.sitehub.cli.drill.ledger.Entry.Receipt;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one event over all attempts to publish it.
 *
 * @param firstSentAt when it was sent the first time
 * @param outcome ok if any attempt was; else unknown if any was; else failed
 * @param acknowledgedAt when it was acknowledged first
 * @param receipt of that acknowledgement
 * @param attempts how many there were
 */
public record Publication(
    Instant firstSentAt,
    Outcome outcome,
    Optional<Instant> acknowledgedAt,
    Optional<Receipt> receipt,
    int attempts) {

  /** After one more attempt. */
  Publication and(Instant at, Outcome next, Optional<Receipt> nextReceipt) {
    if (outcome == Outcome.OK) {
      return new Publication(firstSentAt, outcome, acknowledgedAt, receipt, attempts + 1);
    }
    Outcome worst = next == Outcome.FAILED ? outcome : next;
    return new Publication(
        firstSentAt,
        worst,
        next == Outcome.OK ? Optional.of(at) : Optional.empty(),
        nextReceipt,
        attempts + 1);
  }
}
