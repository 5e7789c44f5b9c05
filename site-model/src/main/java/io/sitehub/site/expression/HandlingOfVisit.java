package io.sitehub.site.expression;

import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import org.jspecify.annotations.Nullable;

/** A stay at a station, and the visit it belongs to. */
record HandlingOfVisit(Visit visit, VisitHandling handling) {

  /**
   * How much was handled, in grams: where it is the only stay of the visit, the net weight of the
   * scales; otherwise what the station measured.
   */
  @Nullable Long handledGrams() {
    if (visit.getHandlings().size() == 1 && visit.getNet() != null) {
      return visit.getNet().getNetGrams();
    }
    return handling.getDeliveredGrams();
  }
}
