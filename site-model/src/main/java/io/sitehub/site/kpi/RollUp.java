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
import java.util.TreeMap;

/**
 * Answers a {@link KpiQuery} from cells: hand in those of every site with {@link #add}, then ask
 * for the {@link #rows}. Windows, dimensions and sites merge exactly. Days, weeks and months are
 * each site's own: sites in different time zones meet in the window of the same name; there the
 * maximum of an occupancy is the sum of the zones' maxima, an upper bound. Not thread-safe.
 */
public final class RollUp {
  private static final Comparator<KpiRow> ORDER =
      Comparator.comparing((KpiRow row) -> row.window().from())
          .thenComparing(KpiRow::dimensions, CellKey::compare);

  private final KpiQuery query;
  private final Map<ZoneId, ZoneCells> byZone = new HashMap<>();
  private final Map<ZoneId, KpiQuery> ranges = new HashMap<>();

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
    if (byZone.containsKey(zone) && !there.equals(before)) {
      throw new IllegalStateException("sites of " + zone + " were added for another range");
    }
    return this;
  }

  /**
   * Adds the cells of one site. Cells outside {@link KpiQuery#reads}, of another KPI or filtered
   * out are ignored, so handing in more than was needed does no harm.
   *
   * @throws IllegalArgumentException if a cell has other dimensions than the KPI
   */
  public void add(String siteId, ZoneId zone, Iterable<KpiCell> cells) {
    ZoneCells zoneCells = byZone.computeIfAbsent(zone, ZoneCells::new);
    for (KpiCell cell : cells) {
      if (cell.getKpi().equals(query.kpi().name()) && passes(siteId, cell)) {
        zoneCells.add(group(siteId, cell), cell);
      }
    }
  }

  /**
   * The answer: by window, then by dimensions. A window in which nothing happened has no row,
   * except for an occupancy, which has a level in every window that has begun.
   *
   * @param asOf up to when the cells are known to be complete
   */
  public List<KpiRow> rows(Instant asOf) {
    List<KpiRow> rows = query.kpi().aggregate() == Aggregate.OCCUPANCY ? levels(asOf) : sums(asOf);
    rows.sort(ORDER);
    return rows;
  }

  private List<KpiRow> sums(Instant asOf) {
    Map<RowKey, Sum> sums = new HashMap<>();
    for (ZoneCells cells : byZone.values()) {
      cells.sums.forEach((index, groups) ->
          groups.forEach((group, parts) -> {
            Window window = cells.windows.get(index);
            sums.merge(key(window, group), new Sum(window, group, parts), Sum::plus);
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

  private List<KpiRow> levels(Instant asOf) {
    Map<RowKey, KpiRow> rows = new HashMap<>();
    for (ZoneCells cells : byZone.values()) {
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
    Window window = cover(a.window(), b.window());
    return new KpiRow(
        window,
        a.dimensions(),
        isFinal(window, asOf),
        new KpiValue.Occupancy(x.now() + y.now(), x.mean() + y.mean(), x.maximum() + y.maximum()));
  }

  private boolean isFinal(Window window, Instant asOf) {
    return !asOf.isBefore(window.to().plus(query.lateness()));
  }

  private boolean passes(String siteId, KpiCell cell) {
    for (Map.Entry<String, Set<String>> wanted : query.filter().entrySet()) {
      if (!wanted.getValue().contains(value(wanted.getKey(), siteId, cell))) {
        return false;
      }
    }
    return true;
  }

  private List<String> group(String siteId, KpiCell cell) {
    List<String> group = new ArrayList<>(query.by().size());
    for (String dimension : query.by()) {
      group.add(value(dimension, siteId, cell));
    }
    return group;
  }

  private String value(String dimension, String siteId, KpiCell cell) {
    if (dimension.equals(KpiDefinition.SITE)) {
      return siteId;
    }
    List<String> dimensions = query.kpi().dimensions();
    if (cell.getDimensions().size() != dimensions.size()) {
      throw new IllegalArgumentException(
          "a cell of " + cell.getKpi() + " has dimensions " + cell.getDimensions());
    }
    return cell.getDimensions().get(dimensions.indexOf(dimension));
  }

  private static Window cover(Window a, Window b) {
    return new Window(
        a.from().isBefore(b.from()) ? a.from() : b.from(),
        a.to().isAfter(b.to()) ? a.to() : b.to(),
        a.label());
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
      return new Sum(cover(window, other.window), group, all);
    }
  }

  /** What the sites of one time zone hand in. */
  private final class ZoneCells {
    private final KpiQuery here;
    private final List<CellRange> reads;
    private final List<Window> windows;
    private final TreeMap<Instant, Integer> indexByStart = new TreeMap<>();
    private final Map<Integer, Map<List<String>, List<Accumulator>>> sums = new HashMap<>();
    private final Map<List<String>, OccupancyCurve> curves = new HashMap<>();

    private ZoneCells(ZoneId zone) {
      here = ranges.getOrDefault(zone, query);
      reads = here.reads(zone);
      windows = Window.of(here.from(), here.to(), here.window(), zone);
      for (int i = 0; i < windows.size(); i++) {
        indexByStart.put(windows.get(i).from(), i);
      }
    }

    private void add(List<String> group, KpiCell cell) {
      if (reads.stream().noneMatch(range -> range.contains(cell))) {
        return;
      }
      if (query.kpi().aggregate() == Aggregate.OCCUPANCY) {
        OccupancyCurve curve = curves.computeIfAbsent(group, key -> new OccupancyCurve());
        if (cell.getWindowStart().isBefore(here.from())) {
          curve.raiseBase(cell.getValue().getSum());
        } else {
          curve.add(cell.getValue().getChanges());
        }
      } else {
        int window = indexByStart.floorEntry(cell.getWindowStart()).getValue();
        sums.computeIfAbsent(window, key -> new HashMap<>())
            .computeIfAbsent(group, key -> new ArrayList<>())
            .add(cell.getValue());
      }
    }
  }
}
