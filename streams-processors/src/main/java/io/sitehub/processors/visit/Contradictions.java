package io.sitehub.processors.visit;

import static io.sitehub.processors.visit.FindingCode.*;

import io.sitehub.model.event.Direction;
import io.sitehub.model.event.HandlingMode;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.Finding;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.model.state.VisitWeighing;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What follows from a visit as it is: what is missing, and what cannot all be true. */
final class Contradictions {
  /** A driver, rain and fuel weigh less; a load that changed hands weighs more. */
  private static final long NOTHING_GRAMS = 200_000;

  private static final Set<String> SEEN =
      Arrays.stream(FindingCode.values())
          .filter(code -> code.origin() == Origin.EVENT)
          .map(FindingCode::code)
          .collect(Collectors.toUnmodifiableSet());

  private final Visit visit;
  private List<Finding> findings;

  private Contradictions(Visit visit, List<Finding> seen) {
    this.visit = visit;
    this.findings = seen;
  }

  /** Whether a finding was seen while an event was folded in, and stays. */
  static boolean isSeen(Finding finding) {
    return SEEN.contains(finding.getCode());
  }

  /** All findings of a visit, in no particular order. */
  static List<Finding> of(Visit visit, List<Finding> seen) {
    Contradictions contradictions = new Contradictions(visit, seen);
    contradictions.times();
    contradictions.outcome();
    contradictions.weighings();
    contradictions.net();
    contradictions.handlings();
    return contradictions.findings;
  }

  private void times() {
    Instant entered = visit.getEnteredAt();
    Instant exited = visit.getExitedAt();
    if (isBefore(entered, visit.getArrivedAt())) {
      find(ENTRY_BEFORE_ARRIVAL, "entered before the truck arrived");
    }
    if (isBefore(exited, entered)) {
      find(EXIT_BEFORE_ENTRY, "exited before the truck entered");
    }
    if (exited != null && entered == null) {
      find(EXIT_WITHOUT_ENTRY, "exited, but never entered");
    }
    if (visit.getClosedAt() != null && entered != null && exited == null) {
      find(CLOSED_WITHOUT_EXIT, "closed while the truck is on site");
    }
    if (isBefore(visit.getSlotEnd(), visit.getSlotStart())) {
      find(SLOT_REVERSED, "the slot ends before it starts");
    }
  }

  private void outcome() {
    if (visit.getOutcome() == null) {
      return;
    }
    boolean came =
        visit.getArrivedAt() != null
            || visit.getEnteredAt() != null
            || !visit.getWeighings().isEmpty();
    if (visit.getOutcome() == VisitOutcome.COMPLETED && !came) {
      find(COMPLETED_UNSEEN, "completed, but the truck neither arrived, entered nor was weighed");
    }
    if (visit.getOutcome() == VisitOutcome.NO_SHOW && came) {
      find(NO_SHOW_CAME, "closed as no-show, but the truck came");
    }
  }

  private void weighings() {
    List<VisitWeighing> weighings = visit.getWeighings();
    if (weighings.isEmpty()) {
      return;
    }
    int first = Weighings.indexOf(WeighingPass.FIRST, weighings);
    int second = Weighings.indexOf(WeighingPass.SECOND, weighings);
    if (second >= 0 && first < 0) {
      find(SECOND_WITHOUT_FIRST, "a second weighing without a first");
    }
    if (first >= 0 && second < 0 && visit.getOutcome() == VisitOutcome.COMPLETED) {
      find(FIRST_WITHOUT_SECOND, "completed after a first weighing without a second");
    }
    if (second >= 0 && second < first) {
      find(SECOND_BEFORE_FIRST, "the second weighing was before the first");
    }
    notLegal(first);
    notLegal(second);
    moreThanOne(WeighingPass.FIRST, TWO_FIRST_WEIGHINGS);
    moreThanOne(WeighingPass.SECOND, TWO_SECOND_WEIGHINGS);
    boolean any = false;
    for (VisitWeighing weighing : weighings) {
      if (weighing.getPass() == WeighingPass.REWEIGH && !any) {
        find(
            REWEIGH_WITHOUT_WEIGHING,
            "reweigh " + weighing.getWeighingId() + " without a weighing before it");
      }
      any |= weighing.getRole() != WeighingPass.CHECK;
      if (isBefore(weighing.getOccupiedTo(), weighing.getOccupiedFrom())) {
        find(
            SCALE_TIMES_REVERSED,
            "weighing " + weighing.getWeighingId() + ": left the scale before it came");
      }
    }
  }

  private void notLegal(int index) {
    if (index >= 0 && !Weighings.isLegal(visit.getWeighings().get(index))) {
      find(
          WEIGHING_NOT_LEGAL,
          "weighing "
              + visit.getWeighings().get(index).getWeighingId()
              + " is not legal for trade or not stable");
    }
  }

  private void moreThanOne(WeighingPass pass, FindingCode code) {
    int legal = 0;
    for (VisitWeighing weighing : visit.getWeighings()) {
      legal += weighing.getPass() == pass && Weighings.isLegal(weighing) ? 1 : 0;
    }
    if (legal > 1) {
      find(code, legal + " weighings say so; the last counts");
    }
  }

  private void net() {
    NetWeight net = visit.getNet();
    if (net == null) {
      return;
    }
    boolean transferred = Transfers.isTransfer(visit);
    if (net.getNetGrams() == 0 && transferred) {
      find(NET_ZERO, "both weighings are the same");
    }
    if (net.getNetGrams() > NOTHING_GRAMS && !transferred) {
      find(NET_WITHOUT_TICKET, "turned away or called off, but the weights differ");
    }
    if (visit.getDirection() != null
        && net.getDirection() != Direction.UNSPECIFIED
        && net.getNetGrams() > NOTHING_GRAMS
        && visit.getDirection() != net.getDirection()) {
      find(DIRECTION_MISMATCH, "the weights say the opposite of the announced direction");
    }
    Long deduction = visit.getDeductionGrams();
    if (deduction != null && deduction > net.getNetGrams() && transferred) {
      find(DEDUCTION_EXCEEDS_NET, "the deduction is more than the net weight");
    }
  }

  private void handlings() {
    boolean over = visit.getClosedAt() != null || visit.getExitedAt() != null;
    boolean agrees = false;
    boolean differs = false;
    for (VisitHandling handling : visit.getHandlings()) {
      if (handling.getCompletedAt() != null && handling.getStartedAt() == null) {
        find(HANDLING_WITHOUT_START, "handling at " + handling.getStationId() + " has no start");
      }
      if (over && handling.getStartedAt() != null && handling.getCompletedAt() == null) {
        find(HANDLING_WITHOUT_END, "handling at " + handling.getStationId() + " has no end");
      }
      String product = handling.getProduct();
      if (product != null && !product.equals(visit.getMaterial())) {
        find(
            PRODUCT_MISMATCH,
            "assigned to " + handling.getStationId() + " for another product than the visit's");
      }
      if (handling.getMode() != null && handling.getMode() != HandlingMode.UNSPECIFIED) {
        boolean same = suits(handling.getMode());
        agrees |= same;
        differs |= !same;
      }
    }
    if (differs && !agrees) {
      find(HANDLING_MISMATCH, "the stations did the opposite of what the weights say");
    }
  }

  private boolean suits(HandlingMode mode) {
    NetWeight net = visit.getNet();
    Direction did = net == null ? Direction.UNSPECIFIED : net.getDirection();
    return switch (did) {
      case INBOUND -> mode == HandlingMode.UNLOADING;
      case OUTBOUND -> mode == HandlingMode.LOADING;
      case UNSPECIFIED -> true;
    };
  }

  private static boolean isBefore(@Nullable Instant a, @Nullable Instant b) {
    return a != null && b != null && a.isBefore(b);
  }

  private void find(FindingCode code, String detail) {
    findings = Draft.plus(findings, new Finding(code.code(), detail));
  }
}
