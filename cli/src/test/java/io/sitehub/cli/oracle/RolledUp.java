package io.sitehub.cli.oracle;

import io.sitehub.model.state.KpiCell;
import io.sitehub.site.kpi.KpiDefinition;
import io.sitehub.site.kpi.KpiQuery;
import io.sitehub.site.kpi.KpiRow;
import io.sitehub.site.kpi.RollUp;
import io.sitehub.site.kpi.WindowLength;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/** Holds what a query answers, rolled up from cells, against the oracle's figures. */
final class RolledUp {
  private static final Instant LATER = Instant.parse("2026-05-01T00:00:00Z");
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 28);
  private static final LocalDate LAST = LocalDate.of(2026, 3, 31);

  private final SiteOracle.Site site;
  private final List<String> differences = new ArrayList<>();

  RolledUp(SiteOracle.Site site) {
    this.site = site;
  }

  /** Every figure by the hour and by the day in which the answers differ from the oracle. */
  List<String> differences(KpiDefinition kpi, List<KpiCell> cells) {
    compare(kpi, cells, WindowLength.HOUR, at -> at.plusSeconds(3600));
    compare(
        kpi,
        cells,
        WindowLength.DAY,
        at -> start(at.atZone(site.zone()).toLocalDate().plusDays(1)));
    return differences;
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(site.zone()).toInstant();
  }

  private void compare(
      KpiDefinition kpi, List<KpiCell> cells, WindowLength length, UnaryOperator<Instant> next) {
    RollUp rollUp = new RollUp(KpiQuery.of(kpi, start(FIRST), start(LAST), length));
    rollUp.add(
        site.siteId(),
        site.zone(),
        cells.stream().filter(cell -> cell.getKpi().equals(kpi.name())).toList());
    Map<Instant, KpiRow> rows = new HashMap<>();
    rollUp.rows(LATER).forEach(row -> rows.put(row.window().from(), row));
    Figures figures = new Figures(site);
    for (Instant from = start(FIRST); from.isBefore(start(LAST)); from = next.apply(from)) {
      Optional<SortedMap<String, Double>> own = figures.of(kpi.name(), from, next.apply(from));
      KpiRow row = rows.remove(from);
      String name = kpi.name() + " " + length + " " + from;
      if (own.isPresent() != (row != null)) {
        differences.add(name + ": answered " + row + ", oracle " + own);
      } else if (row != null) {
        Map<String, Double> answered = row.value().measures();
        own.get()
            .forEach((measure, value) -> {
              double slack = measure.startsWith("p") && !measure.equals("percent") ? 0.01 : 1e-9;
              double off = Math.abs(answered.getOrDefault(measure, Double.NaN) - value);
              if (!(off <= Math.abs(value) * slack + 1.1e-4)) {
                differences.add(name + " " + measure + ": " + answered + ", oracle " + value);
              }
            });
      }
    }
    rows.values().forEach(row -> differences.add(kpi.name() + ": no such window " + row));
  }
}
