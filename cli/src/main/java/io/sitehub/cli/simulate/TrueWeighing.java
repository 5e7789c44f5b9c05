package io.sitehub.cli.simulate;

import java.time.Instant;

/**
 * A weighing as it truly was, after all corrections.
 *
 * @param weighingId the terminal's number
 * @param pass {@code first}, {@code second}, {@code reweigh} or {@code check}
 * @param scaleId the instrument
 * @param at when it was recorded
 * @param grossKg what stood on the scale, in kilograms
 * @param manual whether a person typed it in
 * @param occupiedFrom when the truck came to stand on the scale
 * @param occupiedTo when it left the scale
 */
public record TrueWeighing(
    String weighingId,
    String pass,
    String scaleId,
    Instant at,
    int grossKg,
    boolean manual,
    Instant occupiedFrom,
    Instant occupiedTo) {

  TrueWeighing withGrossKg(int trueKg) {
    return new TrueWeighing(
        weighingId, pass, scaleId, at, trueKg, manual, occupiedFrom, occupiedTo);
  }
}
