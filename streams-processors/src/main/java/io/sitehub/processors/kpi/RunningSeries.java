package io.sitehub.processors.kpi;

import io.sitehub.model.state.KpiSeries;
import io.sitehub.model.state.SeriesPhase;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.state.Visits;
import io.sitehub.site.kpi.KpiFormula;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A series of a site as a task works on it. */
final class RunningSeries {

  /** What the store has of it; changed and stored together. */
  final KpiSeries series;

  /** What it means; null of one that is being dropped, which means nothing any more. */
  @Nullable KpiFormula formula;

  /** Last cell that was published or removed; forgotten at a restart, which then begins anew. */
  @Nullable Bytes swept;

  RunningSeries(KpiSeries series, @Nullable KpiFormula formula) {
    this.series = series;
    this.formula = formula;
  }

  /** Takes over what is said of the KPI where that changes no cell: its title, its target. */
  void redeclare(KpiFormula same) {
    series.setDeclaration(same.declaration());
    formula = same;
  }

  boolean is(SeriesPhase phase) {
    return series.getPhase() == phase;
  }

  String kpi() {
    return series.getDeclaration().getKpi();
  }

  /** Whether a change of the visit changes its cells now, not when it is filled. */
  boolean counts(Visit visit) {
    return switch (series.getPhase()) {
      case LIVE -> true;
      case FILLING -> {
        String filledTo = series.getFilledTo();
        yield filledTo != null && Visits.compareIds(visit.getVisitId(), filledTo) <= 0;
      }
      case DROPPING, UNSPECIFIED -> false;
    };
  }

  /** Whether its cells are those that readers of the topic see. */
  boolean isPublished() {
    return is(SeriesPhase.LIVE);
  }

  /** Compares how far two that are being filled have come. */
  int compareFilled(RunningSeries other) {
    String mine = series.getFilledTo();
    String others = other.series.getFilledTo();
    if (mine == null || others == null) {
      return Boolean.compare(mine != null, others != null);
    }
    return Visits.compareIds(mine, others);
  }

  /** Whether something is left to do that no event will bring about. */
  boolean hasWork() {
    return is(SeriesPhase.FILLING) || is(SeriesPhase.DROPPING) || series.getCellsPending();
  }
}
