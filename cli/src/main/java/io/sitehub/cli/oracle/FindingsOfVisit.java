package io.sitehub.cli.oracle;

import io.sitehub.model.event.Direction;
import io.sitehub.model.event.HandlingMode;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The findings that a whole visit shows, as the table of docs/visits.md has them. */
final class FindingsOfVisit {
  private static final long NOTABLE_GRAMS = 200_000;

  private final Visit visit;
  private final SortedSet<String> codes = new TreeSet<>();

  private FindingsOfVisit(Visit visit) {
    this.visit = visit;
  }

  /** Their codes. */
  static SortedSet<String> of(Visit visit) {
    FindingsOfVisit findings = new FindingsOfVisit(visit);
    findings.ofGates();
    findings.ofTheEnd();
    findings.ofWeights();
    findings.ofStations();
    return findings.codes;
  }

  private void ofGates() {
    Instant entered = visit.getEnteredAt();
    Instant exited = visit.getExitedAt();
    find("exit-without-entry", exited != null && entered == null);
    find("exit-before-entry", isBefore(exited, entered));
    find("entry-before-arrival", isBefore(entered, visit.getArrivedAt()));
    find("slot-reversed", isBefore(visit.getSlotEnd(), visit.getSlotStart()));
  }

  private void ofTheEnd() {
    VisitOutcome outcome = visit.getOutcome();
    boolean came =
        visit.getArrivedAt() != null
            || visit.getEnteredAt() != null
            || !visit.getWeighings().isEmpty();
    find(
        "closed-without-exit",
        visit.getClosedAt() != null && visit.getEnteredAt() != null && visit.getExitedAt() == null);
    find("completed-unseen", outcome == VisitOutcome.COMPLETED && !came);
    find("no-show-came", outcome == VisitOutcome.NO_SHOW && came);
    find(
        "first-without-second",
        outcome == VisitOutcome.COMPLETED && has(WeighingPass.FIRST) && !has(WeighingPass.SECOND));
  }

  private void ofWeights() {
    NetWeight net = visit.getNet();
    if (net == null) {
      return;
    }
    boolean notable = net.getNetGrams() > NOTABLE_GRAMS;
    Direction announced = visit.getDirection();
    find("direction-mismatch", notable && announced != null && announced != net.getDirection());
    find("net-zero", net.getNetGrams() == 0 && TicketOfVisit.materialChangedHands(visit));
    find("net-without-ticket", notable && !TicketOfVisit.materialChangedHands(visit));
    find(
        "deduction-exceeds-net",
        visit.getDeductionGrams() != null
            && visit.getDeductionGrams() > net.getNetGrams()
            && TicketOfVisit.materialChangedHands(visit));
    List<HandlingMode> modes =
        visit.getHandlings().stream()
            .map(VisitHandling::getMode)
            .filter(mode -> mode != null)
            .toList();
    HandlingMode opposite =
        switch (net.getDirection()) {
          case INBOUND -> HandlingMode.LOADING;
          case OUTBOUND -> HandlingMode.UNLOADING;
          case UNSPECIFIED -> HandlingMode.UNSPECIFIED;
        };
    find(
        "handling-mismatch", !modes.isEmpty() && modes.stream().allMatch(mode -> mode == opposite));
  }

  private void ofStations() {
    for (VisitHandling stay : visit.getHandlings()) {
      find(
          "product-mismatch",
          stay.getProduct() != null && !stay.getProduct().equals(visit.getMaterial()));
      find(
          "handling-without-end",
          stay.getStartedAt() != null
              && stay.getCompletedAt() == null
              && (visit.getExitedAt() != null || visit.getClosedAt() != null));
    }
  }

  private boolean has(WeighingPass role) {
    return visit.getWeighings().stream().anyMatch(weighing -> weighing.getRole() == role);
  }

  private void find(String code, boolean found) {
    if (found) {
      codes.add(code);
    }
  }

  private static boolean isBefore(@Nullable Instant one, @Nullable Instant other) {
    return one != null && other != null && one.isBefore(other);
  }
}
