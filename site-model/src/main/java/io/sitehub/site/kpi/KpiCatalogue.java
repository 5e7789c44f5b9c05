package io.sitehub.site.kpi;

import static io.sitehub.site.kpi.Aggregate.DISTRIBUTION;
import static io.sitehub.site.kpi.Aggregate.OCCUPANCY;
import static io.sitehub.site.kpi.Aggregate.RATIO;
import static io.sitehub.site.kpi.Aggregate.TOTAL;
import static io.sitehub.site.kpi.KpiUnit.MINUTES;
import static io.sitehub.site.kpi.KpiUnit.PERCENT;
import static io.sitehub.site.kpi.KpiUnit.SECONDS;
import static io.sitehub.site.kpi.KpiUnit.TONNES;
import static io.sitehub.site.kpi.KpiUnit.TRUCKS;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The KPIs a site has. The built-in ones are declared here and nowhere else; {@code docs/kpis.md}
 * is checked against this declaration.
 */
public final class KpiCatalogue {
  private static final List<String> BY_TRADE = List.of("carrier", "material", "direction");

  private static final KpiCatalogue BUILT_IN =
      new KpiCatalogue(
          List.of(
              new KpiDefinition(
                  "turnaround",
                  "Turnaround",
                  "From the first gate.entered to the last gate.exited, when the truck exits. "
                      + "Left out: an exit before the entry; a truck that came back, until it exits "
                      + "again.",
                  MINUTES,
                  BY_TRADE,
                  DISTRIBUTION,
                  VisitMeasures::turnaround),
              new KpiDefinition(
                  "total-stay",
                  "Total stay",
                  "From the first visit.arrived to the last gate.exited, when the truck exits. "
                      + "Left out: an exit before the arrival; a truck that came back, until it "
                      + "exits again.",
                  MINUTES,
                  BY_TRADE,
                  DISTRIBUTION,
                  VisitMeasures::totalStay),
              new KpiDefinition(
                  "gate-wait",
                  "Wait at the gate",
                  "From the first visit.arrived to the first gate.entered, when the truck enters. "
                      + "Left out: an entry before the arrival.",
                  MINUTES,
                  List.of(),
                  DISTRIBUTION,
                  VisitMeasures::gateWait),
              new KpiDefinition(
                  "weighing-cycle",
                  "Weighing cycle",
                  "From occupiedFrom to occupiedTo of every recorded weighing, checks and reweighs "
                      + "included, when the truck leaves the scale. Left out: weighings that do not "
                      + "say both, or say them in the wrong order.",
                  SECONDS,
                  List.of("scale"),
                  DISTRIBUTION,
                  VisitMeasures::weighingCycle),
              new KpiDefinition(
                  "throughput",
                  "Throughput",
                  "Visits closed as completed and the sum of their net weights, when the visit is "
                      + "closed. A visit without net weight counts as a truck with 0 t. The direction "
                      + "is the announced one, else what the weights say.",
                  TONNES,
                  List.of("material", "direction", "carrier"),
                  TOTAL,
                  VisitMeasures::throughput),
              new KpiDefinition(
                  "on-site",
                  "Trucks on site",
                  "One more at the first gate.entered, one less at the last gate.exited, or at "
                      + "visit.closed where no exit was recorded. Left out: a visit that ends before it "
                      + "enters.",
                  TRUCKS,
                  List.of(),
                  OCCUPANCY,
                  VisitMeasures::onSite),
              new KpiDefinition(
                  "exception-rate",
                  "Exception rate",
                  "Visits with a refusal (outcome refused, or access last denied), a reweigh, a manual "
                      + "weight or a correction, divided by visits closed, when the visit is closed. "
                      + "Left out of both: visits closed as cancelled or no-show, to which no truck "
                      + "came.",
                  PERCENT,
                  List.of(),
                  RATIO,
                  VisitMeasures::exceptionRate)));

  private final SequencedMap<String, KpiDefinition> byName;

  /**
   * A catalogue of these KPIs.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public KpiCatalogue(Collection<KpiDefinition> definitions) {
    SequencedMap<String, KpiDefinition> map = new LinkedHashMap<>();
    for (KpiDefinition definition : definitions) {
      if (map.put(definition.name(), definition) != null) {
        throw new IllegalArgumentException("two KPIs are named " + definition.name());
      }
    }
    byName = map;
  }

  /** What every site has. */
  public static KpiCatalogue builtIn() {
    return BUILT_IN;
  }

  /** The KPIs, in the order in which they are shown. */
  public Collection<KpiDefinition> definitions() {
    return byName.sequencedValues();
  }

  /** The KPI of this name, if there is one. */
  public Optional<KpiDefinition> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
