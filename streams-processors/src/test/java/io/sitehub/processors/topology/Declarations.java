package io.sitehub.processors.topology;

import io.sitehub.model.state.KpiAggregate;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiDimension;
import io.sitehub.model.state.KpiUnitName;
import java.util.List;

/** KPIs that a site might define. */
final class Declarations {

  private Declarations() {}

  /** How many trucks stay longer than so many minutes. */
  static KpiDeclaration slow(int minutes) {
    return KpiDeclaration.newBuilder()
        .setKpi("slow-visits")
        .setTitle("Slow visits")
        .setDefinition("Trucks that stay longer than " + minutes + " min, of those that exit.")
        .setAt("visit.exitedAt")
        .setValue("visit.exitedAt - visit.enteredAt > duration('%dm')".formatted(minutes))
        .setAggregate(KpiAggregate.RATIO)
        .setUnit(KpiUnitName.PERCENT)
        .build();
  }

  /** What is carried, by material. */
  static KpiDeclaration tonnes(String dimension) {
    return KpiDeclaration.newBuilder()
        .setKpi("tonnes-by")
        .setTitle("Tonnes")
        .setDefinition("Net weights, when the visit is closed.")
        .setAt("visit.closedAt")
        .setValue("visit.netKg")
        .setDimensions(List.of(new KpiDimension(dimension, "visit." + dimension)))
        .setAggregate(KpiAggregate.TOTAL)
        .setUnit(KpiUnitName.TONNES)
        .build();
  }

  /** By how much trucks exceed the free time of the site. */
  static KpiDeclaration excess() {
    return KpiDeclaration.newBuilder()
        .setKpi("excess-stay")
        .setTitle("Excess stay")
        .setDefinition("What a stay is longer than the free time.")
        .setWhen("visit.exitedAt - visit.arrivedAt > site.freeTime")
        .setAt("visit.exitedAt")
        .setValue("visit.exitedAt - visit.arrivedAt - site.freeTime")
        .setAggregate(KpiAggregate.DISTRIBUTION)
        .setUnit(KpiUnitName.MINUTES)
        .build();
  }
}
