package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a site is told to be, as far as its KPIs rest on it. One configuration holds for the whole
 * day.
 *
 * @param freeTime how long a truck may stay before demurrage begins
 * @param slotTolerance by how much an arrival may miss its slot and still be on time
 * @param noShowGrace how long after the end of its slot a truck that has not come is a no-show
 * @param scales the site has; empty if it says nothing of them
 * @param stations the site has; empty if it says nothing of them
 * @param hours when it is open
 */
record SiteSettings(
    Duration freeTime,
    Duration slotTolerance,
    Duration noShowGrace,
    Set<String> scales,
    Set<String> stations,
    OpeningHours hours) {

  /** Of a site that nobody configured. */
  static SiteSettings unconfigured(ZoneId zone) {
    return of(zone, MissingNode.getInstance());
  }

  /**
   * As a configuration says, with the defaults of {@code docs/configuration.md}.
   *
   * @param config as the query API shows it
   */
  static SiteSettings of(ZoneId zone, JsonNode config) {
    return new SiteSettings(
        Duration.ofMinutes(config.path("freeTimeMinutes").asInt(120)),
        Duration.ofMinutes(config.path("slotToleranceMinutes").asInt(15)),
        Duration.ofMinutes(config.path("noShowGraceMinutes").asInt(60)),
        ids(config.path("scales")),
        ids(config.path("stations")),
        OpeningHours.of(zone, config));
  }

  /**
   * What the site has of a kind that can be taken.
   *
   * @param kind {@code scale} or {@code station}
   */
  Set<String> units(String kind) {
    return kind.equals("scale") ? scales : stations;
  }

  private static Set<String> ids(JsonNode units) {
    Set<String> ids = new TreeSet<>();
    units.forEach(unit -> ids.add(unit.path("id").asText()));
    return ids;
  }
}
