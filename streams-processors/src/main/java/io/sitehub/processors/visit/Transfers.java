package io.sitehub.processors.visit;

import io.sitehub.model.event.QualityVerdict;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.state.Visit;

/** Whether what a visit weighed changed hands: the rule a ticket rests on. */
public final class Transfers {
  private Transfers() {}

  /**
   * Whether the difference of the two weighings is material that changed hands. Not so when the
   * visit was refused, cancelled or a no-show, nor when quality rejected the load, unless the visit
   * was completed all the same. A visit that is not closed yet, or was abandoned after the second
   * weighing, did move what it weighed.
   */
  public static boolean isTransfer(Visit visit) {
    VisitOutcome outcome = visit.getOutcome();
    if (outcome == VisitOutcome.COMPLETED) {
      return true;
    }
    return outcome != VisitOutcome.REFUSED
        && outcome != VisitOutcome.CANCELLED
        && outcome != VisitOutcome.NO_SHOW
        && visit.getQualityVerdict() != QualityVerdict.REJECTED;
  }
}
