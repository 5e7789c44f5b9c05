package io.sitehub.site.kpi;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Granularity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums of measurements by cell: each goes into its quarter of an hour and into its day. */
final class CellSums {
  private final Aggregate aggregate;
  private final ZoneId zone;
  private final SortedMap<CellKey, Accumulator> sums = new TreeMap<>();

  CellSums(Aggregate aggregate, ZoneId zone) {
    this.aggregate = aggregate;
    this.zone = zone;
  }

  /**
   * Adds a measurement.
   *
   * @param times 1 to add it, -1 to take it back
   */
  void add(Measured one, int times) {
    for (Granularity granularity : List.of(Granularity.QUARTER_HOUR, Granularity.DAY)) {
      if (aggregate == Aggregate.UTILISATION) {
        addSpan(granularity, one, times);
      } else {
        boolean withChanges = granularity == Granularity.QUARTER_HOUR;
        add(
            new CellKey(
                granularity, CellWindows.startOf(granularity, one.at(), zone), one.dimensions()),
            AccumulatorGroup.of(aggregate, one.at(), one.value(), times, withChanges));
      }
    }
  }

  /** To each window the part of the span that lies in it; it is counted where it begins. */
  private void addSpan(Granularity granularity, Measured span, int times) {
    Instant end = span.at().plusMillis(span.value());
    Instant from = span.at();
    long count = 1;
    do {
      Instant window = CellWindows.startOf(granularity, from, zone);
      Instant next = CellWindows.endOf(granularity, window, zone);
      Instant to = next.isBefore(end) ? next : end;
      long busyMs = to.toEpochMilli() - from.toEpochMilli();
      add(
          new CellKey(granularity, window, span.dimensions()),
          new Accumulator(times * count, times * busyMs, List.of(), List.of()));
      count = 0;
      from = to;
    } while (from.isBefore(end));
  }

  private void add(CellKey key, Accumulator more) {
    sums.merge(key, more, AccumulatorGroup::plus);
  }

  /** The sums; none that is zero. */
  SortedMap<CellKey, Accumulator> nonZero() {
    sums.values().removeIf(AccumulatorGroup::isZero);
    return sums;
  }
}
