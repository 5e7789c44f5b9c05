package io.sitehub.cli.oracle;

import io.sitehub.model.event.Direction;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.model.state.VisitWeighing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each KPI measures in a visit, one method for each definition of docs/kpis.md. */
final class KpiReadings {
  private static final Duration LONGEST_TAKEN = Duration.ofDays(7);

  private final Visit visit;
  private final SiteConfig settings;
  private final List<Reading> readings = new ArrayList<>();

  private KpiReadings(Visit visit, Settings settings) {
    this.visit = visit;
    this.settings = settings.of(visit);
  }

  /** Everything the KPIs measure in a visit. */
  static List<Reading> of(Visit visit, Settings settings) {
    KpiReadings kpis = new KpiReadings(visit, settings);
    kpis.turnaround();
    kpis.totalStay();
    kpis.gateWait();
    kpis.callResponse();
    kpis.stationService();
    kpis.internalWait();
    kpis.weighingCycle();
    kpis.scaleUtilisation();
    kpis.stationUtilisation();
    kpis.throughput();
    kpis.onTime();
    kpis.noShow();
    kpis.demurrage();
    kpis.loadAccuracy();
    kpis.exceptionRate();
    kpis.onSite();
    kpis.queueLength();
    return kpis.readings;
  }

  private void turnaround() {
    duration("turnaround", haulage(), visit.getEnteredAt(), visit.getExitedAt());
  }

  private void totalStay() {
    duration("total-stay", haulage(), visit.getArrivedAt(), visit.getExitedAt());
  }

  private void gateWait() {
    duration("gate-wait", List.of(), visit.getArrivedAt(), visit.getEnteredAt());
  }

  private void callResponse() {
    List<String> by = List.of(known(visit.getCarrier()));
    duration("call-response", by, visit.getCalledAt(), visit.getEnteredAt());
  }

  private void stationService() {
    for (VisitHandling stay : visit.getHandlings()) {
      String material = stay.getProduct() == null ? visit.getMaterial() : stay.getProduct();
      List<String> by = List.of(stay.getStationId(), known(material));
      duration("station-service", by, stay.getStartedAt(), stay.getCompletedAt());
    }
  }

  private void internalWait() {
    Duration wait = between(visit.getEnteredAt(), visit.getExitedAt());
    if (wait == null) {
      return;
    }
    for (VisitHandling stay : visit.getHandlings()) {
      Duration service = between(stay.getStartedAt(), stay.getCompletedAt());
      wait = service == null ? wait : wait.minus(service);
    }
    for (VisitWeighing weighing : visit.getWeighings()) {
      Duration onScale = between(weighing.getOccupiedFrom(), weighing.getOccupiedTo());
      wait = onScale == null ? wait : wait.minus(onScale);
    }
    if (!wait.isNegative()) {
      readings.add(
          new Reading.Spread("internal-wait", List.of(), visit.getExitedAt(), wait.toMillis()));
    }
  }

  private void weighingCycle() {
    for (VisitWeighing weighing : visit.getWeighings()) {
      duration(
          "weighing-cycle",
          List.of(weighing.getScaleId()),
          weighing.getOccupiedFrom(),
          weighing.getOccupiedTo());
    }
  }

  private void scaleUtilisation() {
    for (VisitWeighing weighing : visit.getWeighings()) {
      List<String> by = List.of(weighing.getScaleId());
      taken("scale-utilisation", by, weighing.getOccupiedFrom(), weighing.getOccupiedTo());
    }
  }

  private void stationUtilisation() {
    for (VisitHandling stay : visit.getHandlings()) {
      List<String> by = List.of(stay.getStationId());
      taken("station-utilisation", by, stay.getStartedAt(), stay.getCompletedAt());
    }
  }

  private void throughput() {
    if (visit.getOutcome() == VisitOutcome.COMPLETED) {
      long grams = visit.getNet() == null ? 0 : visit.getNet().getNetGrams();
      List<String> by = List.of(known(visit.getMaterial()), direction(), known(visit.getCarrier()));
      readings.add(new Reading.Sum("throughput", by, visit.getClosedAt(), grams));
    }
  }

  private void onTime() {
    Instant start = visit.getSlotStart();
    Instant end = slotEnd();
    Instant arrival = visit.getArrivedAt() == null ? visit.getEnteredAt() : visit.getArrivedAt();
    if (start == null || end == null || arrival == null) {
      return;
    }
    Duration tolerance = Duration.ofMinutes(settings.getSlotToleranceMinutes());
    boolean inTime =
        !arrival.isBefore(start.minus(tolerance)) && !arrival.isAfter(end.plus(tolerance));
    readings.add(
        new Reading.Sum("on-time", List.of(known(visit.getCarrier())), arrival, inTime ? 1 : 0));
  }

  private void noShow() {
    Instant end = slotEnd();
    if (end == null || visit.getOutcome() == VisitOutcome.CANCELLED) {
      return;
    }
    Instant due = end.plus(Duration.ofMinutes(settings.getNoShowGraceMinutes()));
    boolean came = isBy(visit.getArrivedAt(), due) || isBy(visit.getEnteredAt(), due);
    readings.add(new Reading.Sum("no-show", List.of(known(visit.getCarrier())), due, came ? 0 : 1));
  }

  /** The end of the slot, which without one is its start; null: none, or one that is reversed. */
  private @Nullable Instant slotEnd() {
    Instant start = visit.getSlotStart();
    Instant end = visit.getSlotEnd() == null ? start : visit.getSlotEnd();
    return start == null || end.isBefore(start) ? null : end;
  }

  private void demurrage() {
    Duration stay = between(visit.getArrivedAt(), visit.getExitedAt());
    if (stay == null) {
      return;
    }
    int freeMinutes = settings.getFreeTimeMinutes();
    Duration excess = stay.minusMinutes(freeMinutes);
    if (excess.isPositive()) {
      readings.add(
          new Reading.Sum(
              "demurrage",
              List.of(known(visit.getCarrier())),
              visit.getExitedAt(),
              excess.toMillis()));
    }
  }

  private void loadAccuracy() {
    for (VisitHandling stay : visit.getHandlings()) {
      boolean only = visit.getHandlings().size() == 1;
      Long handled =
          only && visit.getNet() != null
              ? Long.valueOf(visit.getNet().getNetGrams())
              : stay.getDeliveredGrams();
      Long setpoint = stay.getSetpointGrams();
      if (stay.getCompletedAt() != null && setpoint != null && setpoint > 0 && handled != null) {
        readings.add(
            new Reading.Deviation(
                "load-accuracy",
                List.of(stay.getStationId()),
                stay.getCompletedAt(),
                (handled - setpoint) / (double) setpoint));
      }
    }
  }

  private void onSite() {
    Instant from = visit.getEnteredAt();
    Instant until = visit.getExitedAt() == null ? visit.getClosedAt() : visit.getExitedAt();
    if (from != null && (until == null || !until.isBefore(from))) {
      readings.add(new Reading.Stay("on-site", List.of(), from, until));
    }
  }

  private void exceptionRate() {
    VisitOutcome outcome = visit.getOutcome();
    if (outcome == null || outcome == VisitOutcome.CANCELLED || outcome == VisitOutcome.NO_SHOW) {
      return;
    }
    boolean exceptional =
        outcome == VisitOutcome.REFUSED
            || Boolean.FALSE.equals(visit.getAccessGranted())
            || visit.getCorrectedEvents() > 0
            || visit.getWeighings().stream()
                .anyMatch(w -> w.getManual() || w.getPass() == WeighingPass.REWEIGH);
    readings.add(
        new Reading.Sum("exception-rate", List.of(), visit.getClosedAt(), exceptional ? 1 : 0));
  }

  private void queueLength() {
    Instant joined = visit.getQueuedAt();
    if (joined == null) {
      return;
    }
    Instant left =
        Stream.of(visit.getCalledAt(), visit.getEnteredAt(), visit.getClosedAt())
            .filter(at -> at != null && !at.isBefore(joined))
            .min(Comparator.naturalOrder())
            .orElse(null);
    readings.add(
        new Reading.Stay("queue-length", List.of(known(visit.getQueueId())), joined, left));
  }

  /** Carrier, material, direction. */
  private List<String> haulage() {
    return List.of(known(visit.getCarrier()), known(visit.getMaterial()), direction());
  }

  /** The announced direction, else what the weights say. */
  private String direction() {
    Direction direction = visit.getDirection();
    if (direction == null && visit.getNet() != null) {
      direction = visit.getNet().getDirection();
    }
    return direction == null || direction == Direction.UNSPECIFIED
        ? ""
        : direction.name().toLowerCase(Locale.ROOT);
  }

  private void taken(
      String kpi, List<String> dimensions, @Nullable Instant from, @Nullable Instant until) {
    Duration taken = between(from, until);
    if (from != null && until != null && taken != null && taken.compareTo(LONGEST_TAKEN) <= 0) {
      readings.add(new Reading.Taken(kpi, dimensions, from, until));
    }
  }

  private void duration(
      String kpi, List<String> dimensions, @Nullable Instant from, @Nullable Instant to) {
    Duration duration = between(from, to);
    if (duration != null && to != null) {
      readings.add(new Reading.Spread(kpi, dimensions, to, duration.toMillis()));
    }
  }

  /** Null: one of them is not known, or they are in the wrong order. */
  private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null || to.isBefore(from) ? null : Duration.between(from, to);
  }

  private static boolean isBy(@Nullable Instant at, Instant deadline) {
    return at != null && !at.isAfter(deadline);
  }

  private static String known(@Nullable String value) {
    return value == null ? "" : value;
  }
}
