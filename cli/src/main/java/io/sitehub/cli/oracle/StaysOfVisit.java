package io.sitehub.cli.oracle;

import io.sitehub.model.event.HandlingCompleted;
import io.sitehub.model.event.HandlingStarted;
import io.sitehub.model.event.StationAssigned;
import io.sitehub.model.state.VisitHandling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The stays of a truck at stations. */
final class StaysOfVisit {
  private final List<VisitHandling> stays = new ArrayList<>();
  private final SortedSet<String> findings = new TreeSet<>();

  /** Opens a stay, or changes the one at that station that has not begun. */
  void assign(Instant at, StationAssigned data) {
    VisitHandling stay =
        latest(data.getStationId(), StaysOfVisit::isWaiting)
            .orElseGet(() -> open(data.getStationId()));
    stay.setAssignedAt(at);
    if (data.getProduct() != null) {
      stay.setProduct(data.getProduct());
    }
    if (data.getSetpointKg() != null) {
      stay.setSetpointGrams(VisitReplay.grams(data.getSetpointKg()));
    }
  }

  /** Begins the stay the truck was assigned to, or an unassigned one. */
  void start(Instant at, HandlingStarted data) {
    VisitHandling stay =
        latest(data.getStationId(), StaysOfVisit::isWaiting)
            .orElseGet(() -> open(data.getStationId()));
    stay.setStartedAt(at);
    stay.setMode(data.getMode());
    stay.setSilo(data.getSilo());
  }

  /** Completes the stay that has begun, else the one assigned, else one of its own. */
  void complete(Instant at, HandlingCompleted data) {
    VisitHandling stay =
        latest(data.getStationId(), StaysOfVisit::isUnderWay)
            .or(() -> latest(data.getStationId(), StaysOfVisit::isWaiting))
            .orElseGet(() -> open(data.getStationId()));
    if (stay.getStartedAt() == null) {
      findings.add("handling-without-start");
    }
    stay.setCompletedAt(at);
    stay.setDeliveredGrams(VisitReplay.grams(data.getDeliveredKg()));
    stay.setLot(data.getLot());
    stay.setSeals(new ArrayList<>(data.getSeals()));
    stay.setEndReason(data.getEndReason());
  }

  /** All of them, in the order in which they were opened. */
  List<VisitHandling> all() {
    return stays;
  }

  /** Codes of what was wrong. */
  SortedSet<String> findings() {
    return findings;
  }

  private VisitHandling open(String stationId) {
    VisitHandling stay = new VisitHandling();
    stay.setStationId(stationId);
    stay.setSeals(new ArrayList<>());
    stays.add(stay);
    return stay;
  }

  private Optional<VisitHandling> latest(String stationId, Predicate<VisitHandling> which) {
    return stays.reversed().stream()
        .filter(stay -> stay.getStationId().equals(stationId))
        .filter(which)
        .findFirst();
  }

  private static boolean isWaiting(VisitHandling stay) {
    return stay.getStartedAt() == null && stay.getCompletedAt() == null;
  }

  private static boolean isUnderWay(VisitHandling stay) {
    return stay.getStartedAt() != null && stay.getCompletedAt() == null;
  }
}
