package io.sitehub.site.kpi;

import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.KpiCell;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question: one KPI over a range, by window and by dimensions.
 *
 * @param kpi what is asked for
 * @param from start of the range; the constructor widens the range to whole quarters of an hour
 * @param to end of the range (exclusive)
 * @param window into what the range is divided
 * @param by dimensions that are told apart, {@code site} among them
 * @param filter values that count, by dimension ({@code site} among them); "" is unknown
 * @param lateness how long after its end a window still takes late events as a matter of course
 */
public record KpiQuery(
    KpiDefinition kpi,
    Instant from,
    Instant to,
    WindowLength window,
    List<String> by,
    Map<String, Set<String>> filter,
    Duration lateness) {

  /** How long after its end a window is provisional unless a site says otherwise. */
  public static final Duration DEFAULT_LATENESS = Duration.ofHours(6);

  /** The most windows a query may be divided into. */
  public static final int MAX_WINDOWS = 10_000;

  /** Before anything that can have happened: no event is older. */
  private static final Instant BEGINNING = Instant.ofEpochMilli(-62_135_596_800_000L);

  /**
   * Widens the range and checks the question.
   *
   * @throws IllegalArgumentException if the range is empty or has more than {@link #MAX_WINDOWS}
   *     windows, or the KPI lacks a dimension; the message names the field
   */
  public KpiQuery {
    by = List.copyOf(by);
    filter = copy(filter);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from must be before to: " + from + ", " + to);
    }
    from = CellWindows.quarterHour(from);
    to = CellWindows.quarterHour(to.plusMillis(CellWindows.QUARTER_HOUR_MS - 1));
    long windows = Duration.between(from, to).dividedBy(shortest(window));
    if (windows > MAX_WINDOWS) {
      throw new IllegalArgumentException(
          "to must not be more than " + MAX_WINDOWS + " windows after from: " + windows);
    }
    if (by.stream().distinct().count() != by.size()) {
      throw new IllegalArgumentException("by must not repeat a dimension: " + by);
    }
    for (String dimension : by) {
      check("by", dimension, kpi);
    }
    for (String dimension : filter.keySet()) {
      check("filter", dimension, kpi);
    }
  }

  /** The whole KPI over a range, undivided by dimensions, with the usual lateness. */
  public static KpiQuery of(KpiDefinition kpi, Instant from, Instant to, WindowLength window) {
    return new KpiQuery(kpi, from, to, window, List.of(), Map.of(), DEFAULT_LATENESS);
  }

  /**
   * The cells needed of a site: of days where whole days count, of 15 minutes at the edges. An
   * occupancy needs the days since the beginning, because its level is the sum of all changes. What
   * is due is read by quarters of an hour alone: each counts when it is over.
   */
  public List<CellRange> reads(ZoneId siteZone) {
    Instant dayOfFrom = CellWindows.startOfDay(from, siteZone);
    if (kpi.aggregate() == Aggregate.OCCUPANCY) {
      return List.of(
          new CellRange(Granularity.DAY, BEGINNING, dayOfFrom),
          new CellRange(Granularity.QUARTER_HOUR, dayOfFrom, to));
    }
    Instant firstDay =
        dayOfFrom.equals(from) ? from : CellWindows.endOf(Granularity.DAY, dayOfFrom, siteZone);
    Instant lastDay = CellWindows.startOfDay(to, siteZone);
    if (window.cutsDays() || kpi.due() || !firstDay.isBefore(lastDay)) {
      return List.of(new CellRange(Granularity.QUARTER_HOUR, from, to));
    }
    List<CellRange> ranges = new ArrayList<>(3);
    if (from.isBefore(firstDay)) {
      ranges.add(new CellRange(Granularity.QUARTER_HOUR, from, firstDay));
    }
    ranges.add(new CellRange(Granularity.DAY, firstDay, lastDay));
    if (lastDay.isBefore(to)) {
      ranges.add(new CellRange(Granularity.QUARTER_HOUR, lastDay, to));
    }
    return ranges;
  }

  /**
   * The value of a dimension ({@code site} among them) that a cell of a site is of.
   *
   * @throws IllegalArgumentException if the cell has other dimensions than the KPI
   */
  String value(String dimension, String siteId, KpiCell cell) {
    if (dimension.equals(KpiDefinition.SITE)) {
      return siteId;
    }
    List<String> dimensions = kpi.dimensions();
    if (cell.getDimensions().size() != dimensions.size()) {
      throw new IllegalArgumentException(
          "a cell of " + cell.getKpi() + " has dimensions " + cell.getDimensions());
    }
    return cell.getDimensions().get(dimensions.indexOf(dimension));
  }

  private static void check(String field, String dimension, KpiDefinition kpi) {
    if (!dimension.equals(KpiDefinition.SITE) && !kpi.dimensions().contains(dimension)) {
      throw new IllegalArgumentException(
          field + " must name a dimension of " + kpi.name() + ": " + dimension);
    }
  }

  private static Duration shortest(WindowLength window) {
    return switch (window) {
      case QUARTER_HOUR -> Duration.ofMinutes(15);
      case HOUR, SHIFT -> Duration.ofHours(1);
      case DAY -> Duration.ofHours(23);
      case WEEK -> Duration.ofDays(7);
      case MONTH -> Duration.ofDays(28);
      case ALL -> Duration.ofDays(400_000);
    };
  }

  private static Map<String, Set<String>> copy(Map<String, Set<String>> filter) {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    filter.forEach((dimension, values) -> copy.put(dimension, Set.copyOf(values)));
    return java.util.Collections.unmodifiableMap(copy);
  }
}
