package io.sitehub.processors.visit;

import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.model.state.VisitState;

/** How far a visit has come: the furthest step that its history shows. */
final class States {
  private States() {}

  static VisitState of(Visit visit) {
    if (visit.getOutcome() != null) {
      return switch (visit.getOutcome()) {
        case COMPLETED, UNSPECIFIED -> VisitState.CLOSED;
        case REFUSED -> VisitState.REFUSED;
        case CANCELLED -> VisitState.CANCELLED;
        case NO_SHOW -> VisitState.NO_SHOW;
        case ABANDONED -> VisitState.ABANDONED;
      };
    }
    if (visit.getExitedAt() != null) {
      return VisitState.DEPARTED;
    }
    if (isWeighed(WeighingPass.SECOND, visit)) {
      return VisitState.WEIGHED_OUT;
    }
    boolean started = false;
    for (VisitHandling handling : visit.getHandlings()) {
      if (handling.getCompletedAt() != null) {
        return VisitState.HANDLED;
      }
      started |= handling.getStartedAt() != null;
    }
    if (started) {
      return VisitState.AT_STATION;
    }
    if (isWeighed(WeighingPass.FIRST, visit)) {
      return VisitState.WEIGHED_IN;
    }
    if (visit.getEnteredAt() != null) {
      return VisitState.ON_SITE;
    }
    if (visit.getCalledAt() != null) {
      return VisitState.CALLED;
    }
    if (visit.getQueuedAt() != null) {
      return VisitState.QUEUED;
    }
    if (visit.getArrivedAt() != null
        || visit.getTractorPlate() != null
        || visit.getAccessGranted() != null) {
      return VisitState.ARRIVED;
    }
    return visit.getFirstEventAt() == null ? VisitState.UNSPECIFIED : VisitState.ANNOUNCED;
  }

  private static boolean isWeighed(WeighingPass role, Visit visit) {
    return Weighings.indexOf(role, visit.getWeighings()) >= 0;
  }
}
