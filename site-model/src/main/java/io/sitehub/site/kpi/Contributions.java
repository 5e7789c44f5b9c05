package io.sitehub.site.kpi;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.Measurement;
import io.sitehub.model.state.Measurements;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Visit;
import io.sitehub.site.config.SiteHistory;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one visit adds to the cells of its site. When the visit changes, the {@link #difference} is
 * applied to the cells: what was added before is taken back, what it adds now is added.
 *
 * <p>Canonical: equal visits have equal contributions, byte for byte ({@link #toRecord}).
 */
public final class Contributions {
  private static final Comparator<Measurement> ORDER =
      Comparator.comparing(Measurement::getKpi)
          .thenComparing(Measurement::getDimensions, CellKey::compare)
          .thenComparing(Measurement::getAt)
          .thenComparingLong(Measurement::getValue);

  /** Formulas made so far; goes with this class. */
  private static final Map<String, KpiFormula> FORMULAS = new ConcurrentHashMap<>();

  private final KpiCatalogue catalogue;
  private final ZoneId zone;
  private final List<Measurement> measurements;

  private Contributions(KpiCatalogue catalogue, ZoneId zone, List<Measurement> sorted) {
    this.catalogue = catalogue;
    this.zone = zone;
    this.measurements = sorted;
  }

  /** Nothing: what a visit has added that is not known yet. */
  public static Contributions none(KpiCatalogue catalogue, ZoneId zone) {
    return new Contributions(catalogue, zone, List.of());
  }

  /**
   * What a visit adds.
   *
   * @param zone time zone of the site; decides the cells of a day
   */
  public static Contributions of(Visit visit, KpiCatalogue catalogue, ZoneId zone) {
    SiteHistory history =
        SiteHistory.of(
            visit.getSiteId(),
            List.of(
                SiteConfig.newBuilder(SiteHistory.defaults(visit.getSiteId()))
                    .setZone(zone.getId())
                    .build()));
    List<Measurement> measurements = new ArrayList<>(16);
    for (KpiDeclaration declaration : catalogue.declarations()) {
      for (Measured one : formula(declaration, history).measure(visit)) {
        measurements.add(
            new Measurement(declaration.getKpi(), one.dimensions(), one.at(), one.value()));
      }
    }
    measurements.sort(ORDER);
    return new Contributions(catalogue, zone, measurements);
  }

  private static KpiFormula formula(KpiDeclaration declaration, SiteHistory history) {
    return FORMULAS.computeIfAbsent(
        declaration.getKpi() + history.zone() + history.siteId(),
        key -> KpiFormula.of(declaration, history));
  }

  /**
   * Reads what {@link #toRecord} wrote. Measurements of KPIs the catalogue no longer has are left
   * out: their cells are dropped as a whole.
   */
  public static Contributions fromRecord(Measurements made, KpiCatalogue catalogue) {
    List<Measurement> known = made.getMeasurements();
    for (Measurement measurement : known) {
      if (catalogue.find(measurement.getKpi()).isEmpty()) {
        known = known.stream().filter(m -> catalogue.find(m.getKpi()).isPresent()).toList();
        break;
      }
    }
    return new Contributions(catalogue, ZoneId.of(made.getZone()), known);
  }

  /** As it is kept beside the visit, to be taken back one day. */
  public Measurements toRecord() {
    return new Measurements(zone.getId(), measurements);
  }

  /** The measurements, sorted. */
  public List<Measurement> measurements() {
    return measurements;
  }

  /** What this adds to each cell, in the order of the cells; no cell with zero. */
  public SortedMap<NamedCellKey, Accumulator> cells() {
    return difference(none(catalogue, zone), this);
  }

  /**
   * What must be added to each cell when a visit's contributions change; no cell with zero.
   *
   * @param before what the visit contributes so far
   * @param after what it contributes from now on
   */
  public static SortedMap<NamedCellKey, Accumulator> difference(
      Contributions before, Contributions after) {
    SortedMap<NamedCellKey, Accumulator> deltas = new TreeMap<>();
    boolean sameCells = before.zone.equals(after.zone);
    List<Measurement> olds = before.measurements;
    List<Measurement> news = after.measurements;
    int i = 0;
    int j = 0;
    while (i < olds.size() || j < news.size()) {
      int order =
          i == olds.size() ? 1 : j == news.size() ? -1 : ORDER.compare(olds.get(i), news.get(j));
      if (order == 0 && sameCells) {
        i++;
        j++;
        continue;
      }
      if (order <= 0) {
        before.apply(olds.get(i++), -1, deltas);
      }
      if (order >= 0) {
        after.apply(news.get(j++), 1, deltas);
      }
    }
    deltas.values().removeIf(AccumulatorGroup::isZero);
    return deltas;
  }

  private void apply(Measurement m, int times, SortedMap<NamedCellKey, Accumulator> deltas) {
    Aggregate aggregate =
        catalogue
            .find(m.getKpi())
            .orElseThrow(() -> new IllegalStateException("no KPI " + m.getKpi()))
            .aggregate();
    CellSums sums = new CellSums(aggregate, zone);
    sums.add(new Measured(m.getAt(), m.getValue(), m.getDimensions()), times);
    sums.nonZero()
        .forEach((cell, value) ->
            deltas.merge(
                new NamedCellKey(
                    m.getKpi(), cell.granularity(), cell.windowStart(), cell.dimensions()),
                value,
                AccumulatorGroup::plus));
  }
}
