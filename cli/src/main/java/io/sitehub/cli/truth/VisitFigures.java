package io.sitehub.cli.truth;

import io.sitehub.cli.simulate.TruckStory;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one visit contributes to each KPI, plainly from what happened, by the definitions of {@code
 * docs/kpis.md}. Dimensions are in the order in which the KPI names them.
 */
final class VisitFigures {
  private static final Set<String> NO_TRUCK_CAME = Set.of("cancelled", "no-show");

  /** What is taken for longer is a wrong record. */
  private static final Duration LONGEST_TAKEN = Duration.ofDays(7);

  private static final double MILLION = 1_000_000;

  private final TruckStory story;
  private final @Nullable ExpectedTicket ticket;
  private final SiteSettings settings;

  /** The slot a truck was announced for. */
  private record Slot(Instant start, Instant end) {}

  VisitFigures(ExpectedVisit visit, SiteSettings settings) {
    this.story = visit.story();
    this.ticket = visit.ticket();
    this.settings = settings;
  }

  List<Figure> turnaround() {
    return between(story.enteredAt(), story.exitedAt(), carrier(), material(), direction());
  }

  List<Figure> totalStay() {
    return between(story.arrivedAt(), story.exitedAt(), carrier(), material(), direction());
  }

  List<Figure> gateWait() {
    return between(story.arrivedAt(), story.enteredAt());
  }

  List<Figure> callResponse() {
    return between(story.calledAt(), story.enteredAt(), carrier());
  }

  /** The material is what the truck was sent there for, else that of the visit. */
  List<Figure> stationService() {
    return story.handlings().stream()
        .flatMap(stay ->
            between(
                stay.startedAt(),
                stay.completedAt(),
                stay.stationId(),
                orElse(stay.product(), material()))
                .stream())
        .toList();
  }

  /** The turnaround without the time at stations and on scales; never less than nothing. */
  List<Figure> internalWait() {
    long busyMs =
        Stream.of(stationService(), weighingCycle())
            .flatMap(List::stream)
            .mapToLong(Figure::value)
            .sum();
    return between(story.enteredAt(), story.exitedAt()).stream()
        .map(stay -> new Figure(stay.at(), stay.value() - busyMs, List.of()))
        .filter(wait -> wait.value() >= 0)
        .toList();
  }

  List<Figure> weighingCycle() {
    return story.weighings().stream()
        .flatMap(weighing ->
            between(weighing.occupiedFrom(), weighing.occupiedTo(), weighing.scaleId()).stream())
        .toList();
  }

  /** For the utilisation of scales. */
  List<Figure> onScales() {
    return story.weighings().stream()
        .flatMap(
            weighing -> taken(weighing.occupiedFrom(), weighing.occupiedTo(), weighing.scaleId()))
        .toList();
  }

  /** For the utilisation of stations. */
  List<Figure> atStations() {
    return story.handlings().stream()
        .flatMap(stay -> taken(stay.startedAt(), stay.completedAt(), stay.stationId()))
        .toList();
  }

  /** A completed visit without net weight counts as a truck with nothing. */
  List<Figure> throughput() {
    long netGrams = ticket == null ? 0 : ticket.netKg() * 1_000L;
    return story.outcome().equals("completed")
        ? List.of(
            new Figure(story.closedAt(), netGrams, List.of(material(), direction(), carrier())))
        : List.of();
  }

  /** A truck that was not seen to arrive arrives when it enters. */
  List<Figure> onTime() {
    Slot slot = slot();
    Instant arrival = story.arrivedAt() != null ? story.arrivedAt() : story.enteredAt();
    if (slot == null || arrival == null) {
      return List.of();
    }
    boolean early = arrival.isBefore(slot.start.minus(settings.slotTolerance()));
    boolean late = arrival.isAfter(slot.end.plus(settings.slotTolerance()));
    return List.of(new Figure(arrival, early || late ? 0 : 1, List.of(carrier())));
  }

  /** Whoever was called off had no slot to come to. */
  List<Figure> noShow() {
    Slot slot = slot();
    if (slot == null || story.outcome().equals("cancelled")) {
      return List.of();
    }
    Instant due = slot.end.plus(settings.noShowGrace());
    boolean came =
        Stream.of(story.arrivedAt(), story.enteredAt())
            .filter(Objects::nonNull)
            .anyMatch(at -> !at.isAfter(due));
    return List.of(new Figure(due, came ? 0 : 1, List.of(carrier())));
  }

  List<Figure> demurrage() {
    long freeMs = settings.freeTime().toMillis();
    return between(story.arrivedAt(), story.exitedAt(), carrier()).stream()
        .filter(stay -> stay.value() > freeMs)
        .map(stay -> new Figure(stay.at(), stay.value() - freeMs, stay.dimensions()))
        .toList();
  }

  /** What was handled is the net weight if there was one stay only, else what the station says. */
  List<Figure> loadAccuracy() {
    Integer netKg = ticket != null && story.handlings().size() == 1 ? ticket.netKg() : null;
    return story.handlings().stream()
        .flatMap(stay -> {
          int handledKg = netKg == null ? stay.deliveredKg() : netKg;
          Integer setpointKg = stay.setpointKg();
          return setpointKg == null || setpointKg <= 0
              ? Stream.of()
              : Stream.of(
                  new Figure(
                      stay.completedAt(),
                      Math.round(MILLION * (handledKg - setpointKg) / setpointKg),
                      List.of(stay.stationId())));
        })
        .toList();
  }

  List<Figure> exceptionRate() {
    boolean exceptional =
        story.outcome().equals("refused")
            || story.accessDenied()
            || story.corrected() > 0
            || story.weighings().stream().anyMatch(w -> w.manual() || w.pass().equals("reweigh"));
    return NO_TRUCK_CAME.contains(story.outcome())
        ? List.of()
        : List.of(new Figure(story.closedAt(), exceptional ? 1 : 0, List.of()));
  }

  List<Figure> onSite() {
    Instant exited = story.exitedAt();
    return there(story.enteredAt(), exited == null ? story.closedAt() : exited);
  }

  /** Whoever is called, drives in or has its visit closed waits no longer. */
  List<Figure> queueLength() {
    Instant queued = story.queuedAt();
    if (queued == null) {
      return List.of();
    }
    Instant left =
        Stream.of(story.calledAt(), story.enteredAt(), story.closedAt())
            .filter(Objects::nonNull)
            .filter(at -> !at.isBefore(queued))
            .min(Comparator.naturalOrder())
            .orElse(null);
    return there(queued, left, orElse(story.queueId(), ""));
  }

  /** A duration, in milliseconds, when it is over; none if an end is missing or comes first. */
  private static List<Figure> between(
      @Nullable Instant from, @Nullable Instant to, String... dimensions) {
    return from == null || to == null || to.isBefore(from)
        ? List.of()
        : List.of(new Figure(to, Duration.between(from, to).toMillis(), List.of(dimensions)));
  }

  /** A span in which something was taken, from its start. */
  private static Stream<Figure> taken(Instant from, Instant to, String unit) {
    Duration length = Duration.between(from, to);
    return length.isNegative() || length.compareTo(LONGEST_TAKEN) > 0
        ? Stream.of()
        : Stream.of(new Figure(from, length.toMillis(), List.of(unit)));
  }

  /** One more, and one less when it is gone. */
  private static List<Figure> there(
      @Nullable Instant from, @Nullable Instant to, String... dimensions) {
    if (from == null || (to != null && to.isBefore(from))) {
      return List.of();
    }
    Figure comes = new Figure(from, 1, List.of(dimensions));
    return to == null ? List.of(comes) : List.of(comes, new Figure(to, -1, List.of(dimensions)));
  }

  /** One without an end ends when it starts; none if it ends before it starts. */
  private @Nullable Slot slot() {
    Instant start = story.slotStart();
    if (start == null) {
      return null;
    }
    Instant end = story.slotEnd() == null ? start : story.slotEnd();
    return end.isBefore(start) ? null : new Slot(start, end);
  }

  private String carrier() {
    return orElse(story.carrier(), "");
  }

  private String material() {
    return orElse(story.material(), "");
  }

  /** The announced direction, else what the weights say. */
  private String direction() {
    if (story.direction() != null || ticket == null) {
      return orElse(story.direction(), "");
    }
    return ticket.inbound() ? "inbound" : "outbound";
  }

  private static String orElse(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }
}
