package io.sitehub.processors.kpi;

import io.sitehub.model.state.Accumulator;
import io.sitehub.processors.state.KpiCells;
import io.sitehub.site.kpi.AccumulatorGroup;
import io.sitehub.site.kpi.CellKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** What visits that have changed add to the cells of series, summed up until it is stored. */
final class Differences {

  /** So many cells may wait: some megabytes. */
  private static final int MOST_CELLS = 5_000;

  private record Target(RunningSeries series, CellKey cell) {}

  private record Sum(Accumulator delta, long timestampMs) {}

  private final KpiCells cells;
  private final CellOutput output;
  private final Map<Target, Sum> sums = new LinkedHashMap<>();

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
    deltas.forEach((cell, delta) ->
        sums.merge(new Target(series, cell), new Sum(delta, timestampMs), Differences::plus));
    if (sums.size() >= MOST_CELLS) {
      store();
    }
  }

  /** Stores the cells, and tells the world of those it sees. */
  void store() {
    sums.forEach((target, sum) -> {
      if (!AccumulatorGroup.isZero(sum.delta())) {
        RunningSeries running = target.series();
        byte[] wire = cells.add(running.series, target.cell(), sum.delta());
        if (running.isPublished()) {
          output.write(running.series, target.cell(), wire, sum.timestampMs());
        }
      }
    });
    sums.clear();
  }

  private static Sum plus(Sum a, Sum b) {
    return new Sum(
        AccumulatorGroup.plus(a.delta(), b.delta()), Math.max(a.timestampMs(), b.timestampMs()));
  }
}
