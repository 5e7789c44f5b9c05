package io.sitehub.processors.visit;

import io.sitehub.model.event.HandlingCompleted;
import io.sitehub.model.event.HandlingStarted;
import io.sitehub.model.event.StationAssigned;
import io.sitehub.model.state.VisitHandling;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Stays at stations: which stay an assignment, a start or an end belongs to. */
final class Handlings {
  private Handlings() {}

  /** An assignment changes the one to the same station that has not begun, or announces a stay. */
  static List<VisitHandling> assigned(
      List<VisitHandling> handlings, Instant at, StationAssigned event) {
    int index = last(handlings, event.getStationId(), Handlings::isOnlyAssigned);
    VisitHandling handling = at(handlings, index, event.getStationId());
    handling.setAssignedAt(Draft.ms(at));
    if (event.getProduct() != null) {
      handling.setProduct(event.getProduct());
    }
    if (event.getSetpointKg() != null) {
      handling.setSetpointGrams(event.getSetpointKg() * 1_000L);
    }
    return put(handlings, index, handling);
  }

  /** A start begins the stay the truck was assigned to, or an unassigned one. */
  static List<VisitHandling> started(
      List<VisitHandling> handlings, Instant at, HandlingStarted event) {
    int index = last(handlings, event.getStationId(), Handlings::isOnlyAssigned);
    VisitHandling handling = at(handlings, index, event.getStationId());
    handling.setStartedAt(Draft.ms(at));
    handling.setMode(event.getMode());
    handling.setSilo(event.getSilo());
    return put(handlings, index, handling);
  }

  /** An end completes the stay that has begun, else the one the truck was assigned to. */
  static List<VisitHandling> completed(
      List<VisitHandling> handlings, Instant at, HandlingCompleted event) {
    int index = last(handlings, event.getStationId(), Handlings::isRunning);
    if (index < 0) {
      index = last(handlings, event.getStationId(), Handlings::isOnlyAssigned);
    }
    VisitHandling handling = at(handlings, index, event.getStationId());
    handling.setCompletedAt(Draft.ms(at));
    handling.setDeliveredGrams(
        event.getDeliveredKg() == null ? null : Long.valueOf(event.getDeliveredKg() * 1_000L));
    handling.setLot(event.getLot());
    handling.setSeals(event.getSeals());
    handling.setEndReason(event.getEndReason());
    return put(handlings, index, handling);
  }

  private static boolean isOnlyAssigned(VisitHandling handling) {
    return handling.getStartedAt() == null && handling.getCompletedAt() == null;
  }

  private static boolean isRunning(VisitHandling handling) {
    return handling.getStartedAt() != null && handling.getCompletedAt() == null;
  }

  private static int last(
      List<VisitHandling> handlings, String stationId, Predicate<VisitHandling> which) {
    for (int i = handlings.size() - 1; i >= 0; i--) {
      VisitHandling handling = handlings.get(i);
      if (handling.getStationId().equals(stationId) && which.test(handling)) {
        return i;
      }
    }
    return -1;
  }

  private static VisitHandling at(List<VisitHandling> handlings, int index, String stationId) {
    if (index >= 0) {
      return Draft.copy(handlings.get(index), new VisitHandling());
    }
    VisitHandling handling = new VisitHandling();
    handling.setStationId(stationId);
    handling.setSeals(List.of());
    return handling;
  }

  private static List<VisitHandling> put(
      List<VisitHandling> handlings, int index, VisitHandling handling) {
    return index < 0 ? Draft.plus(handlings, handling) : Draft.with(handlings, index, handling);
  }
}
