package io.sitehub.site.declare;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.model.json.Rule;
import io.sitehub.model.json.Violation;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiDefinition;
import io.sitehub.site.kpi.KpiMeasure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a schema cannot say of a configuration. Works on the JSON, so that what the schema has
 * against one field keeps nothing else from being checked; whatever is of the wrong kind is passed
 * over, since the schema says so.
 */
final class ConfigRules {
  private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2999-12-31T23:59:59.999Z");

  private final JsonNode config;
  private final List<Violation> violations = new ArrayList<>();

  private ConfigRules(JsonNode config) {
    this.config = config;
  }

  /** All that is wrong with a configuration of a site. */
  static List<Violation> check(JsonNode config, String siteId) {
    ConfigRules rules = new ConfigRules(config);
    rules.site(siteId);
    rules.start();
    rules.zone();
    List.of("lanes", "scales", "stations").forEach(list -> rules.unique(list, "id"));
    rules.days("openingHours");
    rules.dates();
    rules.days("shifts");
    rules.unique("shifts", "name");
    rules.violations.addAll(ShiftOverlaps.check(config.path("shifts")));
    rules.unique("grossLimits", "axles");
    rules.targets();
    return rules.violations;
  }

  private void site(String siteId) {
    JsonNode told = config.path("siteId");
    if (told.isTextual() && !told.textValue().equals(siteId)) {
      violate(
          "/siteId",
          Rule.CONSISTENT,
          "is '%s', but this is about '%s': leave it out".formatted(told.textValue(), siteId));
    }
  }

  private void start() {
    Optional<Instant> start = Rfc3339.parse(config.path("validFrom").asText());
    if (start.isPresent() && (start.get().isBefore(FIRST) || start.get().isAfter(LAST))) {
      violate("/validFrom", Rule.DATE_TIME, "must lie in the years 1970 to 2999");
    }
  }

  private void zone() {
    JsonNode zone = config.path("zone");
    if (zone.isTextual() && !ZoneNames.exists(zone.textValue())) {
      violate(
          "/zone",
          Rule.ZONE,
          "'%s' is not a time zone of the IANA database%s"
              .formatted(
                  shortened(zone.textValue()),
                  ZoneNames.nearest(zone.textValue())
                      .map(near -> "; did you mean " + near + "?")
                      .orElse(", such as Europe/Paris or UTC")));
    }
  }

  private void unique(String list, String member) {
    unique(list, "/" + member, item -> item.path(member).asText());
  }

  private void unique(String list, String at, Function<JsonNode, String> key) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < config.path(list).size(); i++) {
      String value = key.apply(config.path(list).get(i));
      Integer before = value.isEmpty() ? null : seen.putIfAbsent(value, i);
      if (before != null) {
        violate(
            "/" + list + "/" + i + at,
            Rule.UNIQUE,
            "'%s' is already that of /%s/%d".formatted(shortened(value), list, before));
      }
    }
  }

  private void days(String list) {
    for (int i = 0; i < config.path(list).size(); i++) {
      JsonNode days = config.path(list).get(i).path("days");
      String pointer = "/" + list + "/" + i + "/days";
      if (days.isArray() && days.isEmpty()) {
        violate(pointer, Rule.MIN_ITEMS, "must name at least one day, such as monday");
      }
      Map<String, Integer> seen = new HashMap<>();
      for (int j = 0; j < days.size(); j++) {
        if (days.get(j).isTextual() && seen.putIfAbsent(days.get(j).textValue(), j) != null) {
          violate(pointer + "/" + j, Rule.UNIQUE, "is there twice");
        }
      }
    }
  }

  private void dates() {
    JsonNode dates = config.path("closedDates");
    for (int i = 0; i < dates.size(); i++) {
      String date = dates.get(i).asText();
      if (date.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") && !exists(date)) {
        violate("/closedDates/" + i, Rule.DATE, "there is no " + date + " in the calendar");
      }
    }
    unique("closedDates", "", JsonNode::asText);
  }

  private static boolean exists(String date) {
    try {
      return LocalDate.parse(date).getYear() > 0;
    } catch (DateTimeException notADate) {
      return false;
    }
  }

  private void targets() {
    JsonNode targets = config.path("targets");
    for (int i = 0; i < targets.size(); i++) {
      JsonNode target = targets.get(i);
      String pointer = "/targets/" + i;
      measure(target, pointer);
      JsonNode atMost = target.path("atMost");
      JsonNode atLeast = target.path("atLeast");
      if (absent(atMost) && absent(atLeast)) {
        violate(pointer, Rule.CONSISTENT, "must say atMost or atLeast, or both");
      }
      if (atMost.isNumber() && atLeast.isNumber() && atLeast.asDouble() > atMost.asDouble()) {
        violate(pointer + "/atLeast", Rule.CONSISTENT, "must not be more than atMost");
      }
    }
    unique(
        "targets",
        "",
        target ->
            target.path("kpi").isTextual()
                ? target.path("kpi").asText() + " " + target.path("measure").asText()
                : "");
  }

  /**
   * A KPI that is not built in may be one that the site defines, now or later: only what is known
   * can be held against.
   */
  private void measure(JsonNode target, String pointer) {
    Optional<KpiDefinition> kpi = KpiCatalogue.builtIn().find(target.path("kpi").asText());
    JsonNode measure = target.path("measure");
    if (kpi.isPresent() && measure.isTextual()) {
      List<String> names = kpi.get().measures().stream().map(KpiMeasure::name).toList();
      if (!names.contains(measure.textValue())) {
        violate(
            pointer + "/measure",
            Rule.ENUM,
            "'%s' is no measure of %s; it has %s"
                .formatted(
                    shortened(measure.textValue()), kpi.get().name(), String.join(", ", names)));
      }
    }
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private void violate(String pointer, Rule rule, String detail) {
    violations.add(new Violation(pointer, rule, detail));
  }

  /** What was sent is shown, but not at any length. */
  private static String shortened(String value) {
    return value.length() <= 64 ? value : value.substring(0, 64) + "…";
  }
}
