package io.sitehub.cli.truth;

import io.sitehub.cli.simulate.TruckStory;
import io.sitehub.cli.simulate.TrueWeighing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weighing ticket a visit must have. Its number is not part of it: that depends on the order of
 * the log; all numbers of a site together must have no gap.
 *
 * @param story the visit
 * @param first the weighing that counts as the first
 * @param second the weighing that counts as the second
 */
record ExpectedTicket(TruckStory story, TrueWeighing first, TrueWeighing second) {

  /** The ticket, or null if the visit has no two weighings that count. */
  static @Nullable ExpectedTicket of(TruckStory story) {
    TrueWeighing first = null;
    TrueWeighing second = null;
    for (TrueWeighing weighing : story.weighings()) {
      // A reweigh stands in for the weighing before it; a check never counts.
      switch (weighing.pass()) {
        case "first" -> first = weighing;
        case "second" -> second = weighing;
        case "reweigh" -> {
          if (second == null) {
            first = weighing;
          } else {
            second = weighing;
          }
        }
        default -> {}
      }
    }
    return first == null || second == null ? null : new ExpectedTicket(story, first, second);
  }

  int grossKg() {
    return Math.max(first.grossKg(), second.grossKg());
  }

  int tareKg() {
    return Math.min(first.grossKg(), second.grossKg());
  }

  int netKg() {
    return grossKg() - tareKg();
  }

  /** Whether the truck was heavier when it came. */
  boolean inbound() {
    return first.grossKg() > second.grossKg();
  }

  /** Fields in the names of the query API. */
  List<ExpectedField> fields() {
    Integer deductionKg = story.deductionKg();
    return List.of(
        new ExpectedField("status", "issued"),
        new ExpectedField("orderId", story.orderId()),
        new ExpectedField("carrier", story.carrier()),
        new ExpectedField("material", story.material()),
        new ExpectedField("tractorPlate", story.plate()),
        new ExpectedField("trailerPlate", story.trailerPlate()),
        new ExpectedField("grossKg", grossKg()),
        new ExpectedField("tareKg", tareKg()),
        new ExpectedField("netKg", netKg()),
        new ExpectedField("deductionKg", deductionKg == null ? 0 : deductionKg),
        new ExpectedField("first.weighingId", first.weighingId()),
        new ExpectedField("first.at", first.at()),
        new ExpectedField("first.manual", first.manual()),
        new ExpectedField("second.weighingId", second.weighingId()),
        new ExpectedField("second.at", second.at()),
        new ExpectedField("second.scaleId", second.scaleId()));
  }
}
