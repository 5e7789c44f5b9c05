package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.truth.KpiTruth.Cell;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the values that the query API gives for the KPIs of one site's day with the truth. */
final class KpiCheck {
  private final KpiTruth truth;
  private final LocalDate day;
  private final ZoneId zone;
  private final Mismatches mismatches;
  private int values;

  KpiCheck(KpiTruth truth, LocalDate day, ZoneId zone, Mismatches mismatches) {
    this.truth = truth;
    this.day = day;
    this.zone = zone;
    this.mismatches = mismatches;
  }

  /** How many values were compared. */
  int values() {
    return values;
  }

  /**
   * Asks for every KPI by hour, day, week and month, and by day with its dimensions told apart.
   *
   * @param site its path
   */
  void run(QueryClient api, String site) throws IOException, InterruptedException {
    for (Kpi kpi : Kpi.values()) {
      for (ChronoUnit unit :
          List.of(ChronoUnit.HOURS, ChronoUnit.DAYS, ChronoUnit.WEEKS, ChronoUnit.MONTHS)) {
        compare(kpi, unit, false, ask(api, site, kpi, unit, false));
      }
      if (!kpi.dimensions.isEmpty()) {
        compare(kpi, ChronoUnit.DAYS, true, ask(api, site, kpi, ChronoUnit.DAYS, true));
      }
    }
  }

  /**
   * Notes what is not as it must be.
   *
   * @param unit of which the windows are
   * @param apart whether dimensions are told apart
   */
  void compare(Kpi kpi, ChronoUnit unit, boolean apart, JsonNode answer) {
    String what = kpi.name + " by " + word(unit) + " ";
    Map<Cell, JsonNode> known = new TreeMap<>();
    for (JsonNode value : answer.path("values")) {
      Cell cell = cell(kpi, apart, value);
      if (known.put(cell, value) != null) {
        mismatches.add(what + cell, "one value", "several");
      }
    }
    truth
        .values(kpi, Window.of(day, zone, unit), apart)
        .forEach((cell, expected) -> {
          values++;
          JsonNode actual = known.remove(cell);
          if (actual == null) {
            mismatches.add(what + cell, expected.toString(), "no value");
          } else {
            compare(what + cell, unit, expected, actual);
          }
        });
    known.forEach((cell, value) -> mismatches.add(what + cell, "no value", value.toString()));
  }

  private void compare(String what, ChronoUnit unit, ExpectedValue expected, JsonNode actual) {
    if (actual.path("count").asLong(-1) != expected.count()) {
      mismatches.add(
          what + " count", Long.toString(expected.count()), actual.path("count").toString());
    }
    String label = label(unit);
    if (!label.isEmpty() && !actual.path("window").asText().equals(label)) {
      mismatches.add(what + " window", label, actual.path("window").toString());
    }
    JsonNode measures = actual.path("measures");
    expected
        .measures()
        .forEach((name, measure) -> {
          JsonNode shown = measures.path(name);
          if (!shown.isNumber() || !measure.allows(shown.asDouble())) {
            mismatches.add(what + " " + name, measure.toString(), shown.toString());
          }
        });
    measures
        .fieldNames()
        .forEachRemaining(name -> {
          if (!expected.measures().containsKey(name)) {
            mismatches.add(what + " " + name, "no such measure", measures.path(name).toString());
          }
        });
  }

  private static Cell cell(Kpi kpi, boolean apart, JsonNode value) {
    List<String> dimensions = new ArrayList<>();
    for (String name : apart ? kpi.dimensions : List.<String>of()) {
      dimensions.add(value.path("dimensions").path(name).asText(""));
    }
    Window window =
        new Window(
            Instant.parse(value.path("from").asText()), Instant.parse(value.path("to").asText()));
    return new Cell(window, dimensions);
  }

  private JsonNode ask(QueryClient api, String site, Kpi kpi, ChronoUnit unit, boolean apart)
      throws IOException, InterruptedException {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("from", day.toString());
    parameters.put("to", day.toString());
    parameters.put("window", word(unit));
    if (apart) {
      parameters.put("by", String.join(",", kpi.dimensions));
    }
    return api.get(site + "/kpis/" + kpi.name, parameters);
  }

  private static String word(ChronoUnit unit) {
    return switch (unit) {
      case HOURS -> "hour";
      case DAYS -> "day";
      case WEEKS -> "week";
      default -> "month";
    };
  }

  /** What a week or a month is called; empty for the shorter windows, which their start names. */
  private String label(ChronoUnit unit) {
    return switch (unit) {
      case WEEKS ->
          "%d-W%02d"
              .formatted(
                  day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTHS -> YearMonth.from(day).toString();
      default -> "";
    };
  }
}
