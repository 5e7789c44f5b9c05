package io.sitehub.processors.kpi;

import io.sitehub.model.state.Accumulator;
import io.sitehub.processors.state.KpiCells;
import io.sitehub.site.kpi.AccumulatorGroup;
import io.sitehub.site.kpi.CellKey;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** What visits that have changed add to the cells of series, summed up until it is stored. */
final class Differences {

  /** So many additions may wait: some megabytes, for many of them go to one cell. */
  private static final int MOST_ADDITIONS = 20_000;

  private record Sum(Accumulator delta, long timestampMs) {}

  private final KpiCells cells;
  private final CellOutput output;
  private final Map<RunningSeries, Map<CellKey, Sum>> sums = new IdentityHashMap<>();
  private int waiting;

  Differences(KpiCells cells, CellOutput output) {
    this.cells = cells;
    this.output = output;
  }

  /**
   * Adds to cells of a series.
   *
   * @param timestampMs of the record that led to it
   */
  void add(RunningSeries series, Map<CellKey, Accumulator> deltas, long timestampMs) {
    if (deltas.isEmpty()) {
      return;
    }
    Map<CellKey, Sum> ofSeries = sums.computeIfAbsent(series, _ -> new HashMap<>());
    deltas.forEach(
        (cell, delta) -> ofSeries.merge(cell, new Sum(delta, timestampMs), Differences::plus));
    waiting += deltas.size();
    if (waiting >= MOST_ADDITIONS) {
      store();
    }
  }

  /** Stores the cells, and tells the world of those it sees. */
  void store() {
    sums.forEach((running, ofSeries) ->
        ofSeries.forEach((cell, sum) -> {
          if (!AccumulatorGroup.isZero(sum.delta())) {
            byte[] wire = cells.add(running.series, cell, sum.delta());
            if (running.isPublished()) {
              output.write(running.series, cell, wire, sum.timestampMs());
            }
          }
        }));
    sums.clear();
    waiting = 0;
  }

  private static Sum plus(Sum a, Sum b) {
    return new Sum(
        AccumulatorGroup.plus(a.delta(), b.delta()), Math.max(a.timestampMs(), b.timestampMs()));
  }
}
