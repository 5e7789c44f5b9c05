package io.sitehub.site.expression;

import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.DURATION;
import static dev.cel.common.types.SimpleType.STRING;

import java.time.Duration;

/** The settings of the site that expressions can speak of. */
final class SiteTerms {
  private SiteTerms() {}

  static Shape<SiteThen> site(String name) {
    return new Shape<SiteThen>(name)
        .with("zone", STRING, 0, "its time zone, such as `Europe/Paris`", SiteThen::zone)
        .with(
            "freeTime",
            DURATION,
            0,
            "how long a truck may stay before demurrage begins",
            s -> Duration.ofMinutes(s.config().getFreeTimeMinutes()))
        .with(
            "slotTolerance",
            DURATION,
            0,
            "by how much an arrival may miss its slot and still be on time",
            s -> Duration.ofMinutes(s.config().getSlotToleranceMinutes()))
        .with(
            "noShowGrace",
            DURATION,
            0,
            "how long after the end of its slot a truck that has not come is a no-show",
            s -> Duration.ofMinutes(s.config().getNoShowGraceMinutes()))
        .with(
            "overstay",
            DURATION,
            0,
            "after how long on site a truck is an alert",
            s -> Duration.ofMinutes(s.config().getOverstayMinutes()))
        .with(
            "maxGrossKg",
            DOUBLE,
            0,
            "how heavy a vehicle may be",
            s -> (double) s.config().getMaxGrossKg());
  }
}
