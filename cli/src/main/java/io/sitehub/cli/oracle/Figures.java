package io.sitehub.cli.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the KPIs of a site come to over a window, from all readings of the site at once. */
public final class Figures {
  private static final double MINUTE = 60_000;
  private static final double PERCENT_PPM = 10_000;

  /** Base units in the unit that a KPI of durations or deviations is shown in. */
  private static final Map<String, Double> UNITS =
      Map.of(
          "turnaround", MINUTE,
          "total-stay", MINUTE,
          "gate-wait", MINUTE,
          "call-response", MINUTE,
          "station-service", MINUTE,
          "internal-wait", MINUTE,
          "weighing-cycle", 1_000.0,
          "load-accuracy", PERCENT_PPM);

  private final SiteOracle.Site site;

  /** Figures of a site. */
  public Figures(SiteOracle.Site site) {
    this.site = site;
  }

  /**
   * What a KPI comes to, by the name of the measure; empty where the window has no value. The site
   * counts as always open, for everything that was ever taken.
   *
   * @param kpi name of the KPI
   * @param from start of the window
   * @param to its end, exclusive
   */
  public Optional<SortedMap<String, Double>> of(String kpi, Instant from, Instant to) {
    List<Reading> readings =
        site.readings().stream().filter(reading -> reading.kpi().equals(kpi)).toList();
    List<Double> signed = new ArrayList<>();
    List<Double> sizes = new ArrayList<>();
    for (Reading reading : readings) {
      if (reading instanceof Reading.Spread spread && isIn(spread.at(), from, to)) {
        signed.add((double) spread.value());
        sizes.add((double) spread.value());
      }
      if (reading instanceof Reading.Deviation deviation && isIn(deviation.at(), from, to)) {
        signed.add(deviation.part() * 1e6);
        sizes.add(Math.abs(deviation.part() * 1e6));
      }
    }
    return switch (kpi) {
      case "on-site", "queue-length" -> Optional.of(level(readings, from, to));
      case "scale-utilisation", "station-utilisation" -> taken(readings, from, to);
      case "throughput" -> total(readings, from, to, "trucks", "tonnes", 1e6);
      case "demurrage" -> total(readings, from, to, "trucks", "hours", 60 * MINUTE);
      case "on-time", "no-show", "exception-rate" -> share(readings, from, to);
      default -> spread(signed, sizes, UNITS.getOrDefault(kpi, 1.0));
    };
  }

  private static Optional<SortedMap<String, Double>> spread(
      List<Double> signed, List<Double> sizes, double unit) {
    if (signed.isEmpty()) {
      return Optional.empty();
    }
    Collections.sort(sizes);
    SortedMap<String, Double> measures = new TreeMap<>();
    measures.put(
        "mean", signed.stream().mapToDouble(Double::doubleValue).sum() / signed.size() / unit);
    for (int percent : List.of(50, 90, 95)) {
      int rank = Math.max(1, Math.ceilDiv(percent * sizes.size(), 100));
      measures.put("p" + percent, sizes.get(rank - 1) / unit);
    }
    return Optional.of(measures);
  }

  private static Optional<SortedMap<String, Double>> total(
      List<Reading> readings, Instant from, Instant to, String count, String sum, double unit) {
    SortedMap<String, Double> measures = new TreeMap<>();
    for (Reading reading : readings) {
      if (reading instanceof Reading.Sum one && isIn(one.at(), from, to)) {
        measures.merge(count, 1.0, Double::sum);
        measures.merge(sum, one.value() / unit, Double::sum);
      }
    }
    return measures.isEmpty() ? Optional.empty() : Optional.of(measures);
  }

  private static Optional<SortedMap<String, Double>> share(
      List<Reading> readings, Instant from, Instant to) {
    long all = 0;
    long part = 0;
    for (Reading reading : readings) {
      if (reading instanceof Reading.Sum one && isIn(one.at(), from, to)) {
        all++;
        part += one.value();
      }
    }
    return all == 0
        ? Optional.empty()
        : Optional.of(new TreeMap<>(Map.of("percent", 100.0 * part / all)));
  }

  /** Sweeps over the window: between two changes the level is the number of stays under way. */
  private static SortedMap<String, Double> level(List<Reading> readings, Instant from, Instant to) {
    List<Instant> instants = new ArrayList<>(List.of(from, to));
    for (Reading reading : readings) {
      if (reading instanceof Reading.Stay stay) {
        instants.add(stay.from());
        if (stay.until() != null) {
          instants.add(stay.until());
        }
      }
    }
    List<Instant> stops =
        instants.stream().filter(at -> isIn(at, from, to)).distinct().sorted().toList();
    double weighted = 0;
    long maximum = 0;
    long now = 0;
    for (int i = 0; i < stops.size(); i++) {
      Instant end = i + 1 < stops.size() ? stops.get(i + 1) : to;
      now = underWay(readings, stops.get(i));
      weighted += (double) now * Duration.between(stops.get(i), end).toMillis();
      maximum = Math.max(maximum, now);
    }
    SortedMap<String, Double> measures = new TreeMap<>();
    measures.put("now", (double) now);
    measures.put("mean", weighted / Duration.between(from, to).toMillis());
    measures.put("maximum", (double) maximum);
    return measures;
  }

  private static long underWay(List<Reading> readings, Instant at) {
    return readings.stream()
        .filter(reading ->
            reading instanceof Reading.Stay stay
                && !stay.from().isAfter(at)
                && (stay.until() == null || stay.until().isAfter(at)))
        .count();
  }

  private static Optional<SortedMap<String, Double>> taken(
      List<Reading> readings, Instant from, Instant to) {
    double takenMs = 0;
    Set<List<String>> things = new HashSet<>();
    for (Reading reading : readings) {
      if (reading instanceof Reading.Taken taken) {
        things.add(taken.dimensions());
        Instant start = taken.from().isBefore(from) ? from : taken.from();
        Instant end = taken.until().isAfter(to) ? to : taken.until();
        takenMs += Math.max(0, Duration.between(start, end).toMillis());
      }
    }
    if (things.isEmpty()) {
      return Optional.empty();
    }
    double openMs = things.size() * (double) Duration.between(from, to).toMillis();
    SortedMap<String, Double> measures = new TreeMap<>();
    measures.put("hours", takenMs / (60 * MINUTE));
    measures.put("percent", 100 * takenMs / openMs);
    return Optional.of(measures);
  }

  private static boolean isIn(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
