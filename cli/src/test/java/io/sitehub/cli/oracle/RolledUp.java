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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Holds what a query answers, rolled up from cells, against the oracle's figures. */
final class RolledUp {
  private static final Instant LATER = Instant.parse("2026-05-01T00:00:00Z");
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 28);
  private static final LocalDate LAST = LocalDate.of(2026, 3, 31);

  /** The week and the month in which clocks are put forward. */
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 23);

  private static final LocalDate MONTH = LocalDate.of(2026, 3, 1);

  private final SiteOracle.Site site;
  private final List<String> differences = new ArrayList<>();

  RolledUp(SiteOracle.Site site) {
    this.site = site;
  }

  /**
   * Every figure in which the answers differ from the oracle: by the hour, the day, the week and
   * the month; by the day and over all, each dimension told apart, or only one of its values asked
   * for.
   */
  List<String> differences(KpiDefinition kpi, List<KpiCell> cells) {
    List<KpiCell> own = cells.stream().filter(cell -> cell.getKpi().equals(kpi.name())).toList();
    compare(kpi, own, new Division(WindowLength.HOUR, FIRST, LAST));
    compare(kpi, own, new Division(WindowLength.DAY, FIRST, LAST));
    compare(kpi, own, new Division(WindowLength.WEEK, MONDAY, MONDAY.plusWeeks(2)));
    compare(kpi, own, new Division(WindowLength.MONTH, MONTH, MONTH.plusMonths(1)));
    for (String dimension : kpi.dimensions()) {
      compareBy(kpi, own, dimension, new Division(WindowLength.DAY, FIRST, LAST));
      compareBy(kpi, own, dimension, new Division(WindowLength.MONTH, MONTH, MONTH.plusMonths(1)));
    }
    return differences;
  }

  /** How a range of local days, the last one exclusive, is divided. */
  private record Division(WindowLength length, LocalDate from, LocalDate to) {}

  private Instant start(LocalDate day) {
    return day.atStartOfDay(site.zone()).toInstant();
  }

  private Instant next(WindowLength length, Instant at) {
    LocalDate day = at.atZone(site.zone()).toLocalDate();
    return switch (length) {
      case HOUR -> at.plusSeconds(3600);
      case DAY -> start(day.plusDays(1));
      case WEEK -> start(day.plusWeeks(1));
      case MONTH -> start(day.plusMonths(1));
      case QUARTER_HOUR, SHIFT, ALL -> throw new IllegalArgumentException("not compared");
    };
  }

  private void compare(KpiDefinition kpi, List<KpiCell> cells, Division division) {
    compare(kpi.name(), site, division, rows(kpi, cells, division, List.of(), Map.of(), List.of()));
  }

  private void compareBy(
      KpiDefinition kpi, List<KpiCell> cells, String dimension, Division division) {
    int position = kpi.dimensions().indexOf(dimension);
    Set<String> known = new TreeSet<>(Set.of("nobody has this"));
    site.readings().stream()
        .filter(reading -> reading.kpi().equals(kpi.name()) && leavesATrace(reading))
        .forEach(reading -> known.add(reading.dimensions().get(position)));
    for (String value : known) {
      SiteOracle.Site part = only(kpi.name(), position, value);
      boolean present = part.readings().stream().anyMatch(RolledUp::leavesATrace);
      Map<Instant, KpiRow> apart =
          rows(kpi, cells, division, List.of(dimension), Map.of(), List.of(value));
      if (present) {
        Map<Instant, KpiRow> alone =
            rows(kpi, cells, division, List.of(), Map.of(dimension, Set.of(value)), List.of());
        String name = kpi.name() + " " + dimension + "=" + value;
        compare(name + " told apart", kpi.name(), part, division, apart);
        compare(name + " alone", kpi.name(), part, division, alone);
      } else if (!apart.isEmpty()) {
        differences.add(kpi.name() + " " + dimension + "=" + value + ": answered " + apart);
      }
    }
  }

  /** Of a truck that left when it came nothing is kept. */
  private static boolean leavesATrace(Reading reading) {
    return !(reading instanceof Reading.Stay stay) || !stay.from().equals(stay.until());
  }

  private SiteOracle.Site only(String kpi, int position, String value) {
    return new SiteOracle.Site(
        site.siteId(),
        site.zone(),
        site.visits(),
        site.tickets(),
        site.readings().stream()
            .filter(reading -> reading.kpi().equals(kpi))
            .filter(reading -> reading.dimensions().get(position).equals(value))
            .toList());
  }

  /** The rows of one group, by the start of their window. */
  private Map<Instant, KpiRow> rows(
      KpiDefinition kpi,
      List<KpiCell> cells,
      Division division,
      List<String> by,
      Map<String, Set<String>> filter,
      List<String> group) {
    RollUp rollUp =
        new RollUp(
            new KpiQuery(
                kpi,
                start(division.from),
                start(division.to),
                division.length,
                by,
                filter,
                KpiQuery.DEFAULT_LATENESS));
    rollUp.add(site.siteId(), site.zone(), cells);
    Map<Instant, KpiRow> rows = new HashMap<>();
    rollUp.rows(LATER).stream()
        .filter(row -> row.dimensions().equals(group))
        .forEach(row -> rows.put(row.window().from(), row));
    return rows;
  }

  private void compare(
      String kpi, SiteOracle.Site part, Division division, Map<Instant, KpiRow> rows) {
    compare(kpi, kpi, part, division, rows);
  }

  private void compare(
      String what, String kpi, SiteOracle.Site part, Division division, Map<Instant, KpiRow> rows) {
    Figures figures = new Figures(part);
    Instant end = start(division.to);
    for (Instant from = start(division.from);
        from.isBefore(end);
        from = next(division.length, from)) {
      Optional<SortedMap<String, Double>> own = figures.of(kpi, from, next(division.length, from));
      KpiRow row = rows.remove(from);
      String name = what + " " + division.length + " " + from;
      if (own.isPresent() != (row != null)) {
        differences.add(name + ": answered " + row + ", oracle " + own);
      } else if (row != null) {
        compare(name, row.value().measures(), own.get());
      }
    }
    rows.values().forEach(row -> differences.add(what + ": no such window " + row));
  }

  private void compare(String name, Map<String, Double> answered, Map<String, Double> oracle) {
    oracle.forEach((measure, value) -> {
      double slack = measure.startsWith("p") && !measure.equals("percent") ? 0.01 : 1e-9;
      double off = Math.abs(answered.getOrDefault(measure, Double.NaN) - value);
      if (!(off <= Math.abs(value) * slack + 1.1e-4)) {
        differences.add(name + " " + measure + ": " + answered + ", oracle " + value);
      }
    });
  }
}
