package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.truth.SiteTruth.Cell;
import io.sitehub.cli.truth.TruthReport.Mismatch;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares everything the query API says of one site's day with the truth. */
final class SiteCheck {
  private final QueryClient api;
  private final SiteTruth truth;
  private final LocalDate day;
  private final String visitPrefix;
  private final List<Mismatch> mismatches = new ArrayList<>();
  private int visits;
  private int tickets;
  private int kpiValues;

  /**
   * @param visitPrefix of all visits of the plan, and of no others
   */
  SiteCheck(QueryClient api, SiteTruth truth, LocalDate day, String visitPrefix) {
    this.api = api;
    this.truth = truth;
    this.day = day;
    this.visitPrefix = visitPrefix;
  }

  List<Mismatch> mismatches() {
    return mismatches;
  }

  int visits() {
    return visits;
  }

  int tickets() {
    return tickets;
  }

  int kpiValues() {
    return kpiValues;
  }

  void run() throws IOException, InterruptedException {
    JsonNode site = api.get(base(), Map.of());
    if (site.isMissingNode()) {
      mismatches.add(new Mismatch(truth.siteId(), "a site", "nothing"));
      return;
    }
    checkVisits(api.all(base() + "/visits", "visits"));
    checkTickets(api.all(base() + "/tickets", "tickets"));
    ZoneId zone = ZoneId.of(site.path("zone").asText());
    for (Kpi kpi : Kpi.values()) {
      if (kpi.isOccupancy()) {
        checkOccupancy(kpi, zone, ChronoUnit.HOURS);
        checkOccupancy(kpi, zone, ChronoUnit.DAYS);
      } else {
        checkKpi(kpi, zone, ChronoUnit.HOURS, false);
        checkKpi(kpi, zone, ChronoUnit.DAYS, false);
        if (!kpi.dimensions.isEmpty()) {
          checkKpi(kpi, zone, ChronoUnit.DAYS, true);
        }
      }
    }
  }

  private String base() {
    return "/v1/sites/" + truth.siteId();
  }

  void checkVisits(List<JsonNode> answers) {
    Map<String, JsonNode> known = byVisit(answers);
    truth
        .visits()
        .forEach((visitId, expected) -> {
          visits++;
          compare("visit " + visitId, expected.fields(), known.remove(visitId));
        });
    known.keySet().stream()
        .filter(visitId -> visitId.startsWith(visitPrefix))
        .forEach(visitId -> mismatch("visit " + visitId, "no such visit", "a visit"));
  }

  void checkTickets(List<JsonNode> answers) {
    Set<Long> numbers = new HashSet<>();
    for (JsonNode ticket : answers) {
      if (!numbers.add(ticket.path("number").asLong())) {
        mismatch("ticket " + ticket.path("number"), "one ticket", "several");
      }
    }
    for (long number = 1; number <= answers.size(); number++) {
      if (!numbers.contains(number)) {
        mismatch("ticket " + number, "a ticket: numbers have no gap", "nothing");
      }
    }
    Map<String, JsonNode> known = byVisit(answers);
    if (known.size() != answers.size()) {
      mismatch("tickets", known.size() + ", one a visit", Integer.toString(answers.size()));
    }
    truth
        .visits()
        .forEach((visitId, visit) -> {
          JsonNode actual = known.get(visitId);
          ExpectedTicket expected = visit.ticket();
          if (expected != null) {
            tickets++;
            compare("ticket of " + visitId, expected.fields(), actual);
          } else if (actual != null
              && !(visit.story().ticketMayBeVoid()
                  && actual.path("status").asText().equals("void"))) {
            mismatch("ticket of " + visitId, "none", actual.toString());
          }
        });
  }

  private void compare(String what, List<ExpectedField> fields, @Nullable JsonNode actual) {
    if (actual == null) {
      mismatch(what, "known", "unknown");
      return;
    }
    for (ExpectedField field : fields) {
      field
          .mismatchIn(actual)
          .ifPresent(
              wrong -> mismatch(what + " " + field.path(), String.valueOf(field.value()), wrong));
    }
  }

  private void checkKpi(Kpi kpi, ZoneId zone, ChronoUnit unit, boolean apart)
      throws IOException, InterruptedException {
    checkKpi(kpi, zone, unit, apart, ask(kpi, unit, apart));
  }

  void checkKpi(Kpi kpi, ZoneId zone, ChronoUnit unit, boolean apart, JsonNode answer) {
    String what = kpi.name + " by " + (unit == ChronoUnit.HOURS ? "hour" : "day");
    Map<Cell, JsonNode> known = new TreeMap<>();
    for (JsonNode value : answer.path("values")) {
      List<String> dimensions = new ArrayList<>();
      for (String name : apart ? kpi.dimensions : List.<String>of()) {
        dimensions.add(value.path("dimensions").path(name).asText(""));
      }
      known.put(new Cell(Instant.parse(value.path("from").asText()), dimensions), value);
    }
    truth
        .cells(kpi, zone, unit, apart)
        .forEach((cell, figures) -> {
          kpiValues++;
          String which = what + " " + cell.from() + " " + cell.dimensions();
          JsonNode actual = known.remove(cell);
          if (actual == null) {
            mismatch(which, figures.size() + " measurements", "no value");
            return;
          }
          if (actual.path("count").asLong() != figures.size()) {
            mismatch(
                which + " count",
                Integer.toString(figures.size()),
                actual.path("count").toString());
          }
          compareMeasures(which, kpi.measures(figures, cell.from(), cell.from()), actual);
        });
    known.forEach((cell, value) -> mismatch(what + " " + cell, "no value", value.toString()));
  }

  private void checkOccupancy(Kpi kpi, ZoneId zone, ChronoUnit unit)
      throws IOException, InterruptedException {
    checkOccupancy(kpi, zone, unit, ask(kpi, unit, false));
  }

  /** An occupancy has a value in every window, so the windows must fill the day. */
  void checkOccupancy(Kpi kpi, ZoneId zone, ChronoUnit unit, JsonNode answer) {
    String what = kpi.name + " by " + (unit == ChronoUnit.HOURS ? "hour" : "day");
    Instant expectedFrom = day.atStartOfDay(zone).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    for (JsonNode value : answer.path("values")) {
      kpiValues++;
      Instant from = Instant.parse(value.path("from").asText());
      Instant to = Instant.parse(value.path("to").asText());
      if (!from.equals(expectedFrom)) {
        mismatch(what, "a window from " + expectedFrom, "from " + from);
      }
      compareMeasures(what + " " + from, kpi.measures(truth.figures(kpi), from, to), value);
      expectedFrom = to;
    }
    if (!expectedFrom.equals(end)) {
      mismatch(what, "windows until " + end, "until " + expectedFrom);
    }
  }

  private void compareMeasures(String what, Map<String, ExpectedMeasure> expected, JsonNode value) {
    expected.forEach((name, measure) -> {
      JsonNode actual = value.path("measures").path(name);
      if (!actual.isNumber() || !measure.allows(actual.asDouble())) {
        mismatch(what + " " + name, measure.toString(), actual.toString());
      }
    });
  }

  private JsonNode ask(Kpi kpi, ChronoUnit unit, boolean apart)
      throws IOException, InterruptedException {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("from", day.toString());
    parameters.put("to", day.toString());
    parameters.put("window", unit == ChronoUnit.HOURS ? "hour" : "day");
    if (apart) {
      parameters.put("by", String.join(",", kpi.dimensions));
    }
    return api.get(base() + "/kpis/" + kpi.name, parameters);
  }

  private void mismatch(String what, String expected, String actual) {
    mismatches.add(new Mismatch(truth.siteId() + " " + what, expected, actual));
  }

  private static Map<String, JsonNode> byVisit(List<JsonNode> answers) {
    Map<String, JsonNode> byVisit = new HashMap<>();
    answers.forEach(answer -> byVisit.put(answer.path("visitId").asText(), answer));
    return byVisit;
  }
}
