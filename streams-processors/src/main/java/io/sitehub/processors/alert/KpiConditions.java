package io.sitehub.processors.alert;

import static io.sitehub.processors.alert.AlertKind.KPI_BEYOND_TARGET;

import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.KpiSeries;
import io.sitehub.model.state.KpiTarget;
import io.sitehub.model.state.SeriesPhase;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.processors.state.KpiCells;
import io.sitehub.processors.state.SeriesTable;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.Aggregate;
import io.sitehub.site.kpi.CellRange;
import io.sitehub.site.kpi.KpiDefinition;
import io.sitehub.site.kpi.KpiMeasure;
import io.sitehub.site.kpi.KpiQuery;
import io.sitehub.site.kpi.KpiRow;
import io.sitehub.site.kpi.KpiValue;
import io.sitehub.site.kpi.RollUp;
import io.sitehub.site.kpi.SiteCalendar;
import io.sitehub.site.kpi.WindowLength;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a KPI is beyond what it should come to over a day. */
final class KpiConditions {

  /** Values change with every truck: they are looked at by the clock, not with each event. */
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** Of fewer measurements nothing is concluded: the first truck of the day is no trend. */
  private static final int FEWEST = 5;

  private final SeriesTable table;
  private final KpiCells cells;

  KpiConditions(SeriesTable table, KpiCells cells) {
    this.table = table;
    this.cells = cells;
  }

  /** The KPIs of a site that are shown. */
  List<String> kpis(String siteId) {
    return table.list(siteId).stream()
        .map(series -> series.getDeclaration().getKpi())
        .distinct()
        .toList();
  }

  Assessment assess(String siteId, String kpi, SiteHistory history, Instant now) {
    Assessment assessment = new Assessment(now);
    KpiSeries series = table.shown(siteId, kpi);
    if (series == null || !everHasTarget(series, history)) {
      return assessment;
    }
    assessment.isBy(now.plus(EVERY));
    KpiTarget target = target(series, history.at(now));
    if (target != null && series.getPhase() == SeriesPhase.LIVE) {
      String beyond = beyond(series, target, history, now);
      if (beyond != null) {
        assessment.stand(KPI_BEYOND_TARGET, beyond);
      }
    }
    return assessment;
  }

  private static boolean everHasTarget(KpiSeries series, SiteHistory history) {
    return series.getDeclaration().getTarget() != null
        || history.versions().stream().anyMatch(version -> target(series, version) != null);
  }

  /** That of the configuration, or else that of the declaration. */
  private static @Nullable KpiTarget target(KpiSeries series, SiteConfig config) {
    String kpi = series.getDeclaration().getKpi();
    return config.getTargets().stream()
        .filter(target -> target.getKpi().equals(kpi))
        .map(target -> new KpiTarget(target.getMeasure(), target.getAtMost(), target.getAtLeast()))
        .findFirst()
        .orElse(series.getDeclaration().getTarget());
  }

  private @Nullable String beyond(
      KpiSeries series, KpiTarget target, SiteHistory history, Instant now) {
    KpiDefinition kpi = KpiDefinition.of(series.getDeclaration());
    LocalDate today = LocalDate.ofInstant(now, history.zone());
    Double atMost = target.getAtMost();
    if (atMost != null && compare(series, kpi, target, history, today, now, atMost) > 0) {
      return said(kpi, target, "above", atMost, today);
    }
    Double atLeast = target.getAtLeast();
    if (atLeast != null) {
      // What adds up over a day is judged when the day is over.
      LocalDate day = kpi.aggregate() == Aggregate.TOTAL ? today.minusDays(1) : today;
      if (compare(series, kpi, target, history, day, now, atLeast) < 0) {
        return said(kpi, target, "below", atLeast, day);
      }
    }
    return null;
  }

  /** How the value of a day compares with a limit; 0 also when nothing can be concluded. */
  private int compare(
      KpiSeries series,
      KpiDefinition kpi,
      KpiTarget target,
      SiteHistory history,
      LocalDate day,
      Instant now,
      double limit) {
    KpiValue value = value(series, kpi, history, day, now);
    Double measured = value == null ? null : value.measures().get(target.getMeasure());
    return measured == null ? 0 : Double.compare(measured, limit);
  }

  private @Nullable KpiValue value(
      KpiSeries series, KpiDefinition kpi, SiteHistory history, LocalDate day, Instant now) {
    Instant from = day.atStartOfDay(history.zone()).toInstant();
    Instant to = day.plusDays(1).atStartOfDay(history.zone()).toInstant();
    KpiQuery query = KpiQuery.of(kpi, from, to, WindowLength.DAY);
    List<KpiCell> read = new ArrayList<>();
    for (CellRange range : query.reads(history.zone())) {
      read.addAll(cells.list(series, range.granularity(), range.from(), range.to()));
    }
    RollUp rollUp = new RollUp(query);
    rollUp.add(series.getSiteId(), SiteCalendar.of(history), read);
    List<KpiRow> rows = rollUp.rows(now);
    if (rows.isEmpty()) {
      return null;
    }
    KpiValue value = rows.getLast().value();
    boolean counted =
        switch (kpi.aggregate()) {
          case DISTRIBUTION, DEVIATION, RATIO -> true;
          case TOTAL, OCCUPANCY, UTILISATION -> false;
        };
    return counted && value.count() < FEWEST ? null : value;
  }

  private static String said(
      KpiDefinition kpi, KpiTarget target, String where, double limit, LocalDate day) {
    String unit =
        kpi.measures().stream()
            .filter(measure -> measure.name().equals(target.getMeasure()))
            .map(KpiMeasure::unit)
            .map(each -> " " + each.symbol())
            .findFirst()
            .orElse("");
    String figure = BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
    return "%s: %s is %s %s%s on %s."
        .formatted(kpi.title(), target.getMeasure(), where, figure, unit, day);
  }
}
