package io.sitehub.cli.truth;

import io.sitehub.cli.simulate.TruckStory;
import io.sitehub.cli.simulate.TrueWeighing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The KPIs that are checked, worked out plainly from what happened. Their definitions are those of
 * {@code docs/kpis.md}.
 */
enum Kpi {
  TURNAROUND("turnaround", 60_000, List.of("carrier", "material", "direction")),
  TOTAL_STAY("total-stay", 60_000, List.of("carrier", "material", "direction")),
  GATE_WAIT("gate-wait", 60_000, List.of()),
  WEIGHING_CYCLE("weighing-cycle", 1_000, List.of("scale")),
  THROUGHPUT("throughput", 1_000_000, List.of("material", "direction", "carrier")),
  ON_SITE("on-site", 1, List.of()),
  EXCEPTION_RATE("exception-rate", 1, List.of());

  private static final Set<String> NO_TRUCK_CAME = Set.of("cancelled", "no-show");

  /** HdrHistogram with two significant digits: the buckets of large values are this wide. */
  private static final double BUCKET_WIDTH = 1.0 / 128;

  final String name;
  final double unit;
  final List<String> dimensions;

  Kpi(String name, double unit, List<String> dimensions) {
    this.name = name;
    this.unit = unit;
    this.dimensions = dimensions;
  }

  boolean isOccupancy() {
    return this == ON_SITE;
  }

  /** What the visit contributes. */
  List<Figure> figures(ExpectedVisit visit) {
    TruckStory story = visit.story();
    return switch (this) {
      case TURNAROUND -> between(story.enteredAt(), story.exitedAt(), trade(visit));
      case TOTAL_STAY -> between(story.arrivedAt(), story.exitedAt(), trade(visit));
      case GATE_WAIT -> between(story.arrivedAt(), story.enteredAt(), List.of());
      case WEIGHING_CYCLE -> {
        List<Figure> cycles = new ArrayList<>();
        for (TrueWeighing weighing : story.weighings()) {
          cycles.addAll(
              between(weighing.occupiedFrom(), weighing.occupiedTo(), List.of(weighing.scaleId())));
        }
        yield cycles;
      }
      case THROUGHPUT -> {
        ExpectedTicket ticket = visit.ticket();
        long netGrams = ticket == null ? 0 : ticket.netKg() * 1_000L;
        yield story.outcome().equals("completed")
            ? List.of(new Figure(story.closedAt(), netGrams, trade(visit)))
            : List.of();
      }
      case ON_SITE -> {
        Instant entered = story.enteredAt();
        Instant exited = story.exitedAt();
        yield entered == null
            ? List.of()
            : List.of(
                new Figure(entered, 1, List.of()),
                new Figure(exited == null ? story.closedAt() : exited, -1, List.of()));
      }
      case EXCEPTION_RATE -> {
        boolean exceptional =
            story.outcome().equals("refused")
                || story.accessDenied()
                || story.corrected() > 0
                || story.weighings().stream()
                    .anyMatch(w -> w.manual() || w.pass().equals("reweigh"));
        yield NO_TRUCK_CAME.contains(story.outcome())
            ? List.of()
            : List.of(new Figure(story.closedAt(), exceptional ? 1 : 0, List.of()));
      }
    };
  }

  private static List<Figure> between(
      @Nullable Instant from, @Nullable Instant to, List<String> dimensions) {
    return from == null || to == null
        ? List.of()
        : List.of(new Figure(to, Duration.between(from, to).toMillis(), dimensions));
  }

  /** Carrier, material and direction, in the order of this KPI's dimensions. */
  private List<String> trade(ExpectedVisit visit) {
    TruckStory story = visit.story();
    return dimensions.stream()
        .map(dimension ->
            switch (dimension) {
              case "carrier" -> orUnknown(story.carrier());
              case "material" -> orUnknown(story.material());
              default -> direction(story, visit.ticket());
            })
        .toList();
  }

  /** The announced direction, else what the weights say. */
  private static String direction(TruckStory story, @Nullable ExpectedTicket ticket) {
    if (story.direction() != null || ticket == null) {
      return orUnknown(story.direction());
    }
    return ticket.inbound() ? "inbound" : "outbound";
  }

  private static String orUnknown(@Nullable String value) {
    return value == null ? "" : value;
  }

  /**
   * The measures over a window.
   *
   * @param figures all of the KPI; of an occupancy those before the window too
   * @param from start of the window
   * @param to end of the window (exclusive)
   */
  Map<String, ExpectedMeasure> measures(List<Figure> figures, Instant from, Instant to) {
    return isOccupancy() ? occupancy(figures, from, to) : sums(figures);
  }

  private Map<String, ExpectedMeasure> sums(List<Figure> figures) {
    Map<String, ExpectedMeasure> measures = new LinkedHashMap<>();
    long count = figures.size();
    long sum = figures.stream().mapToLong(Figure::value).sum();
    switch (this) {
      case THROUGHPUT -> {
        measures.put("trucks", ExpectedMeasure.exactly(count));
        measures.put("tonnes", ExpectedMeasure.exactly(sum / unit));
      }
      case EXCEPTION_RATE -> measures.put("percent", ExpectedMeasure.exactly(100.0 * sum / count));
      default -> {
        measures.put("mean", ExpectedMeasure.exactly((double) sum / count / unit));
        long[] sorted = figures.stream().mapToLong(Figure::value).sorted().toArray();
        for (int percent : new int[] {50, 90, 95}) {
          int rank = Math.max(1, Math.ceilDiv(percent * sorted.length, 100));
          double value = sorted[rank - 1];
          // The answer is the greatest value of the bucket it falls in.
          measures.put(
              "p" + percent,
              new ExpectedMeasure(value / unit, (value + value * BUCKET_WIDTH + 1) / unit));
        }
      }
    }
    return measures;
  }

  private static Map<String, ExpectedMeasure> occupancy(
      List<Figure> figures, Instant from, Instant to) {
    List<Figure> changes = new ArrayList<>(figures);
    changes.sort(Comparator.comparing(Figure::at));
    long level = 0;
    for (Figure change : changes) {
      level += change.at().isAfter(from) ? 0 : change.value();
    }
    long maximum = level;
    double truckMs = 0;
    Instant since = from;
    for (int i = 0; i < changes.size(); i++) {
      Figure change = changes.get(i);
      if (change.at().isAfter(from) && change.at().isBefore(to)) {
        truckMs += (double) level * Duration.between(since, change.at()).toMillis();
        level += change.value();
        since = change.at();
        boolean moreAtOnce = i + 1 < changes.size() && changes.get(i + 1).at().equals(change.at());
        maximum = moreAtOnce ? maximum : Math.max(maximum, level);
      }
    }
    truckMs += (double) level * Duration.between(since, to).toMillis();
    Map<String, ExpectedMeasure> measures = new LinkedHashMap<>();
    measures.put("now", ExpectedMeasure.exactly(level));
    measures.put("mean", ExpectedMeasure.exactly(truckMs / Duration.between(from, to).toMillis()));
    measures.put("maximum", ExpectedMeasure.exactly(maximum));
    return measures;
  }
}
