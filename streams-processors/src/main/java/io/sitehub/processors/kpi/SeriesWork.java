package io.sitehub.processors.kpi;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.SeriesPhase;
import io.sitehub.processors.state.KpiCells;
import io.sitehub.processors.state.Visits;
import io.sitehub.site.kpi.AccumulatorGroup;
import io.sitehub.site.kpi.CellKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What must be done to series beside the events: filling new ones, publishing the cells of those
 * that are live since, removing those of the ones they replaced. Each step is bounded, so that
 * events need not wait, and is in the store as a whole or not at all.
 */
final class SeriesWork {

  private final Visits visits;
  private final KpiCells cells;
  private final CellOutput output;
  private final StepSize size;

  SeriesWork(Visits visits, KpiCells cells, CellOutput output, StepSize size) {
    this.visits = visits;
    this.cells = cells;
    this.output = output;
    this.size = size;
  }

  /** Does one step of what is most urgent at a site. */
  void step(SiteProgram program, Instant now) {
    Collection<RunningSeries> filling = program.leastFilled();
    if (!filling.isEmpty()) {
      fill(program, filling, now);
      return;
    }
    for (RunningSeries each : program.running()) {
      if (each.series.getCellsPending()) {
        publish(program, each, now);
        return;
      }
    }
    for (RunningSeries each : program.running()) {
      if (each.is(SeriesPhase.DROPPING)) {
        remove(program, each, now);
        return;
      }
    }
  }

  private void fill(SiteProgram program, Collection<RunningSeries> filling, Instant now) {
    Map<RunningSeries, Map<CellKey, Accumulator>> sums = new HashMap<>();
    filling.forEach(each -> sums.put(each, new HashMap<>()));
    String start = filling.iterator().next().series.getFilledTo();
    int[] looked = {0};
    String[] last = {start};
    boolean end =
        visits.scan(
            program.siteId(),
            start,
            visit -> {
              sums.forEach((series, into) ->
                  Objects.requireNonNull(series.formula)
                      .cells(visit)
                      .forEach((cell, part) -> into.merge(cell, part, AccumulatorGroup::plus)));
              last[0] = visit.getVisitId();
              return ++looked[0] < size.visits();
            });
    for (RunningSeries each : filling) {
      Objects.requireNonNull(sums.get(each))
          .forEach((cell, sum) -> {
            if (!AccumulatorGroup.isZero(sum)) {
              cells.add(each.series, cell, sum);
            }
          });
      each.series.setVisitsDone(each.series.getVisitsDone() + looked[0]);
      each.series.setFilledTo(last[0]);
      if (end) {
        program.filled(each, now);
      } else {
        program.storeProgress(each);
      }
    }
  }

  private void publish(SiteProgram program, RunningSeries each, Instant now) {
    List<KpiCells.Kept> some = cells.some(each.series, each.swept, size.cells());
    some.forEach(cell -> output.write(each.series, cell.key(), cell.wire(), now.toEpochMilli()));
    each.swept = position(some, each.swept);
    if (some.size() < size.cells()) {
      each.series.setCellsPending(false);
      each.swept = null;
      program.storeProgress(each);
    }
  }

  private void remove(SiteProgram program, RunningSeries each, Instant now) {
    RunningSeries live = program.live(each.kpi());
    List<KpiCells.Kept> some = cells.some(each.series, each.swept, size.cells());
    for (KpiCells.Kept cell : some) {
      cells.remove(cell);
      boolean published = each.series.getLiveAt() != null;
      if (published && (live == null || !cells.contains(live.series, cell.key()))) {
        output.write(each.series, cell.key(), null, now.toEpochMilli());
      }
    }
    each.swept = position(some, each.swept);
    if (some.size() < size.cells()) {
      program.gone(each);
    }
  }

  private static @Nullable Bytes position(List<KpiCells.Kept> some, @Nullable Bytes before) {
    return some.isEmpty() ? before : some.getLast().position();
  }
}
