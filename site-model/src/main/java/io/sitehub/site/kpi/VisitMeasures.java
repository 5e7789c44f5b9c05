package io.sitehub.site.kpi;

import io.sitehub.model.event.Direction;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitWeighing;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formulas of the built-in KPIs; what they mean is said in {@link KpiCatalogue}. */
final class VisitMeasures {
  private VisitMeasures() {}

  static void turnaround(Visit visit, Measure.Sink into) {
    span(visit, visit.getEnteredAt(), visit.getExitedAt(), into);
  }

  static void totalStay(Visit visit, Measure.Sink into) {
    span(visit, visit.getArrivedAt(), visit.getExitedAt(), into);
  }

  static void gateWait(Visit visit, Measure.Sink into) {
    Instant arrived = visit.getArrivedAt();
    Instant entered = visit.getEnteredAt();
    if (arrived != null && entered != null && !entered.isBefore(arrived)) {
      into.add(entered, millis(arrived, entered));
    }
  }

  static void weighingCycle(Visit visit, Measure.Sink into) {
    for (VisitWeighing weighing : visit.getWeighings()) {
      Instant from = weighing.getOccupiedFrom();
      Instant to = weighing.getOccupiedTo();
      if (from != null && to != null && !to.isBefore(from)) {
        into.add(to, millis(from, to), weighing.getScaleId());
      }
    }
  }

  static void throughput(Visit visit, Measure.Sink into) {
    if (visit.getClosedAt() != null && visit.getOutcome() == VisitOutcome.COMPLETED) {
      NetWeight net = visit.getNet();
      into.add(
          visit.getClosedAt(),
          net == null ? 0 : net.getNetGrams(),
          visit.getMaterial(),
          direction(visit),
          visit.getCarrier());
    }
  }

  static void onSite(Visit visit, Measure.Sink into) {
    Instant entered = visit.getEnteredAt();
    Instant left = visit.getExitedAt() != null ? visit.getExitedAt() : visit.getClosedAt();
    if (entered == null || (left != null && left.isBefore(entered))) {
      return;
    }
    into.add(entered, 1);
    if (left != null) {
      into.add(left, -1);
    }
  }

  static void exceptionRate(Visit visit, Measure.Sink into) {
    VisitOutcome outcome = visit.getOutcome();
    if (visit.getClosedAt() == null
        || outcome == VisitOutcome.CANCELLED
        || outcome == VisitOutcome.NO_SHOW) {
      return;
    }
    boolean exceptional =
        outcome == VisitOutcome.REFUSED
            || Boolean.FALSE.equals(visit.getAccessGranted())
            || visit.getCorrectedEvents() > 0;
    for (VisitWeighing weighing : visit.getWeighings()) {
      exceptional |= weighing.getManual() || weighing.getPass() == WeighingPass.REWEIGH;
    }
    into.add(visit.getClosedAt(), exceptional ? 1 : 0);
  }

  private static void span(
      Visit visit, @Nullable Instant from, @Nullable Instant to, Measure.Sink into) {
    if (from != null && to != null && !to.isBefore(from)) {
      into.add(to, millis(from, to), visit.getCarrier(), visit.getMaterial(), direction(visit));
    }
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  /** The announced direction, else what the weights say; as in JSON. */
  private static @Nullable String direction(Visit visit) {
    Direction direction = visit.getDirection();
    if (direction == null || direction == Direction.UNSPECIFIED) {
      NetWeight net = visit.getNet();
      direction = net == null ? null : net.getDirection();
    }
    return direction == null || direction == Direction.UNSPECIFIED
        ? null
        : direction.name().toLowerCase(Locale.ROOT);
  }
}
