package io.sitehub.site.kpi;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.KpiCell;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers a {@link KpiQuery} from cells: hand in those of every site with {@link #add}, then ask
 * for the {@link #rows}. Windows, dimensions and sites merge exactly. Shifts, days, weeks and
 * months are each site's own: sites in different time zones meet in the window of the same name;
 * there the maximum of an occupancy is the sum of the zones' maxima, an upper bound. Not
 * thread-safe.
 */
public final class RollUp {
  private static final Comparator<KpiRow> ORDER =
      Comparator.comparing((KpiRow row) -> row.window().from())
          .thenComparing(row -> row.window().label())
          .thenComparing(KpiRow::dimensions, CellKey::compare);

  private final KpiQuery query;
  private final Map<Division, SiteCells> byDivision = new HashMap<>();
  private final Map<ZoneId, KpiQuery> ranges = new HashMap<>();
  private final List<SiteBusyTime> busyTimes = new ArrayList<>();

  /** How a range is divided; sites with the same one are one curve, not two to be added up. */
  private record Division(ZoneId zone, List<Window> windows) {}

  /** Starts an answer. */
  public RollUp(KpiQuery query) {
    this.query = query;
  }

  /**
   * Sets another range for the sites of one time zone, before any of them is added: the same date
   * is another range in another zone.
   *
   * @throws IllegalStateException if a site of the zone was added before
   */
  public RollUp range(ZoneId zone, Instant from, Instant to) {
    KpiQuery there =
        new KpiQuery(
            query.kpi(), from, to, query.window(), query.by(), query.filter(), query.lateness());
    KpiQuery before = ranges.put(zone, there);
    boolean added = byDivision.keySet().stream().anyMatch(division -> division.zone.equals(zone));
    if (added && !there.equals(before)) {
      throw new IllegalStateException("sites of " + zone + " were added for another range");
    }
    return this;
  }

  /** Adds the cells of one site that nobody configured. */
  public void add(String siteId, ZoneId zone, Iterable<KpiCell> cells) {
    add(siteId, SiteCalendar.always(zone), cells);
  }

  /**
   * Adds the cells of one site. Cells outside {@link KpiQuery#reads}, of another KPI or filtered
   * out are ignored, so handing in more than was needed does no harm.
   *
   * @throws IllegalArgumentException if a cell has other dimensions than the KPI
   */
  public void add(String siteId, SiteCalendar calendar, Iterable<KpiCell> cells) {
    KpiQuery here = ranges.getOrDefault(calendar.zone(), query);
    List<Window> windows = Window.of(here.from(), here.to(), here.window(), calendar);
    SiteCells sums =
        byDivision.computeIfAbsent(
            new Division(calendar.zone(), windows), key -> new SiteCells(here, windows));
    SiteBusyTime busyTime = null;
    if (query.kpi().aggregate() == Aggregate.UTILISATION) {
      busyTime = new SiteBusyTime(siteId, calendar, here, windows);
      busyTimes.add(busyTime);
    }
    List<CellRange> reads = here.reads(calendar.zone());
    for (KpiCell cell : cells) {
      if (!cell.getKpi().equals(query.kpi().name())
          || reads.stream().noneMatch(range -> range.contains(cell))) {
        continue;
      }
      if (busyTime != null) {
        busyTime.see(cell);
      }
      if (passes(siteId, cell)) {
        List<String> group = group(siteId, cell);
        if (busyTime != null) {
          busyTime.add(group, cell);
        } else {
          sums.add(group, cell);
        }
      }
    }
  }

  /**
   * The answer: by window, then by dimensions. A window in which nothing happened has no row,
   * except for an occupancy, which has a level in every window that has begun, and a utilisation,
   * which has a value in every one that has begun and in which the site was open.
   *
   * @param asOf up to when the cells are known to be complete
   */
  public List<KpiRow> rows(Instant asOf) {
    List<KpiRow> rows =
        switch (query.kpi().aggregate()) {
          case OCCUPANCY -> levels(asOf);
          case UTILISATION -> utilisations(asOf);
          case DISTRIBUTION, DEVIATION, TOTAL, RATIO -> sums(asOf);
        };
    rows.sort(ORDER);
    return rows;
  }

  private List<KpiRow> sums(Instant asOf) {
    Map<RowKey, Sum> sums = new HashMap<>();
    for (SiteCells cells : byDivision.values()) {
      cells.sums.forEach((index, groups) ->
          groups.forEach((group, parts) -> {
            Window window = cells.windows.get(index);
            sums.merge(key(window, group), new Sum(window, group, over(parts, asOf)), Sum::plus);
          }));
    }
    Evaluation evaluation = new Evaluation();
    List<KpiRow> rows = new ArrayList<>(sums.size());
    for (Sum sum : sums.values()) {
      if (sum.parts.stream().mapToLong(Accumulator::getCount).sum() != 0) {
        KpiValue value = evaluation.evaluate(query.kpi(), sum.parts);
        rows.add(new KpiRow(sum.window, sum.group, isFinal(sum.window, asOf), value));
      }
    }
    return rows;
  }

  /** What counts: all, or of what is due the quarters of an hour that are over. */
  private List<Accumulator> over(List<KpiCell> cells, Instant asOf) {
    Instant lastOver = asOf.minusMillis(CellWindows.QUARTER_HOUR_MS);
    return cells.stream()
        .filter(cell -> !query.kpi().due() || !cell.getWindowStart().isAfter(lastOver))
        .map(KpiCell::getValue)
        .toList();
  }

  private List<KpiRow> levels(Instant asOf) {
    Map<RowKey, KpiRow> rows = new HashMap<>();
    for (SiteCells cells : byDivision.values()) {
      if (query.by().isEmpty()) {
        cells.curves.computeIfAbsent(List.of(), key -> new OccupancyCurve());
      }
      cells.curves.forEach((group, curve) -> {
        if (!group.isEmpty() && curve.isFlatZero()) {
          return;
        }
        List<KpiValue.Occupancy> values = curve.evaluate(cells.windows, asOf);
        for (int i = 0; i < values.size(); i++) {
          Window window = cells.windows.get(i);
          KpiRow row = new KpiRow(window, group, isFinal(window, asOf), values.get(i));
          rows.merge(key(window, group), row, (a, b) -> together(a, b, asOf));
        }
      });
    }
    return new ArrayList<>(rows.values());
  }

  private KpiRow together(KpiRow a, KpiRow b, Instant asOf) {
    KpiValue.Occupancy x = (KpiValue.Occupancy) a.value();
    KpiValue.Occupancy y = (KpiValue.Occupancy) b.value();
    Window window = a.window().cover(b.window());
    return new KpiRow(
        window,
        a.dimensions(),
        isFinal(window, asOf),
        new KpiValue.Occupancy(x.now() + y.now(), x.mean() + y.mean(), x.maximum() + y.maximum()));
  }

  private List<KpiRow> utilisations(Instant asOf) {
    Map<RowKey, SiteBusyTime.Share> shares = new HashMap<>();
    for (SiteBusyTime site : busyTimes) {
      for (SiteBusyTime.Share share : site.shares(asOf)) {
        shares.merge(key(share.window(), share.group()), share, SiteBusyTime.Share::plus);
      }
    }
    List<KpiRow> rows = new ArrayList<>(shares.size());
    for (SiteBusyTime.Share share : shares.values()) {
      boolean isFinal = isFinal(share.window(), asOf);
      rows.add(new KpiRow(share.window(), share.group(), isFinal, share.value()));
    }
    return rows;
  }

  private boolean isFinal(Window window, Instant asOf) {
    return !asOf.isBefore(window.to().plus(query.lateness()));
  }

  private boolean passes(String siteId, KpiCell cell) {
    for (Map.Entry<String, Set<String>> wanted : query.filter().entrySet()) {
      if (!wanted.getValue().contains(query.value(wanted.getKey(), siteId, cell))) {
        return false;
      }
    }
    return true;
  }

  private List<String> group(String siteId, KpiCell cell) {
    List<String> group = new ArrayList<>(query.by().size());
    for (String dimension : query.by()) {
      group.add(query.value(dimension, siteId, cell));
    }
    return group;
  }

  /** Within a day sites meet at the same instant, beyond it in the window of the same name. */
  private RowKey key(Window window, List<String> group) {
    return new RowKey(
        query.window().withinDay() ? window.from().toString() : window.label(), group);
  }

  private record RowKey(String window, List<String> group) {}

  private record Sum(Window window, List<String> group, List<Accumulator> parts) {
    Sum plus(Sum other) {
      List<Accumulator> all = new ArrayList<>(parts);
      all.addAll(other.parts);
      return new Sum(window.cover(other.window), group, all);
    }
  }

  /** What the sites whose range is divided the same way hand in. */
  private static final class SiteCells {
    private final KpiQuery here;
    private final List<Window> windows;
    private final WindowIndex index;
    private final Map<Integer, Map<List<String>, List<KpiCell>>> sums = new HashMap<>();
    private final Map<List<String>, OccupancyCurve> curves = new HashMap<>();

    private SiteCells(KpiQuery here, List<Window> windows) {
      this.here = here;
      this.windows = windows;
      this.index = new WindowIndex(windows);
    }

    private void add(List<String> group, KpiCell cell) {
      if (here.kpi().aggregate() == Aggregate.OCCUPANCY) {
        OccupancyCurve curve = curves.computeIfAbsent(group, key -> new OccupancyCurve());
        if (cell.getWindowStart().isBefore(here.from())) {
          curve.raiseBase(cell.getValue().getSum());
        } else {
          curve.add(cell.getValue().getChanges());
        }
        return;
      }
      for (int window : index.holding(cell.getWindowStart())) {
        sums.computeIfAbsent(window, key -> new HashMap<>())
            .computeIfAbsent(group, key -> new ArrayList<>())
            .add(cell);
      }
    }
  }
}
