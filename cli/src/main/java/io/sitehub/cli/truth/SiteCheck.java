package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.truth.SiteTruth.Cell;
import io.sitehub.cli.truth.TruthReport.Mismatch;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
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
  private final Mismatches mismatches;
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
    this.mismatches = new Mismatches(truth.siteId());
  }

  List<Mismatch> mismatches() {
    return mismatches.all();
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
      mismatch("as a whole", "a site", "nothing");
      return;
    }
    ZoneId zone = ZoneId.of(site.path("zone").asText());
    checkVisits(api.all(base() + "/visits", "visits", Map.of()));
    new VisitFilters(api, truth, visitPrefix, mismatches).check(day, zone);
    List<JsonNode> listed = api.all(base() + "/tickets", "tickets", Map.of());
    checkTickets(listed);
    for (JsonNode ticket : listed) {
      if (ticket.path("visitId").asText().startsWith(visitPrefix)) {
        JsonNode detail = api.get(base() + "/tickets/" + ticket.path("number"), Map.of());
        TicketChain.check(ticket, detail, mismatches);
      }
    }
    for (Kpi kpi : Kpi.values()) {
      if (kpi.isOccupancy()) {
        checkOccupancy(kpi, zone, ChronoUnit.HOURS);
        checkOccupancy(kpi, zone, ChronoUnit.DAYS);
      } else {
        checkKpi(kpi, zone, ChronoUnit.HOURS, false);
        checkKpi(kpi, zone, ChronoUnit.DAYS, false);
        checkKpi(kpi, zone, ChronoUnit.WEEKS, false);
        checkKpi(kpi, zone, ChronoUnit.MONTHS, false);
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
    known.keySet().stream()
        .filter(visitId -> visitId.startsWith(visitPrefix))
        .filter(visitId -> !truth.visits().containsKey(visitId))
        .forEach(visitId -> mismatch("ticket of " + visitId, "no such visit", "a ticket"));
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
    String what = kpi.name + " by " + window(unit);
    Map<Cell, JsonNode> known = new TreeMap<>();
    for (JsonNode value : answer.path("values")) {
      List<String> dimensions = new ArrayList<>();
      for (String name : apart ? kpi.dimensions : List.<String>of()) {
        dimensions.add(value.path("dimensions").path(name).asText(""));
      }
      known.put(new Cell(Instant.parse(value.path("from").asText()), dimensions), value);
    }
    truth
        // A week or a month is cut off at the range that was asked for, which is the day.
        .cells(kpi, zone, unit == ChronoUnit.HOURS ? unit : ChronoUnit.DAYS, apart)
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
          String label = label(unit);
          if (!label.isEmpty() && !actual.path("window").asText().equals(label)) {
            mismatch(which + " window", label, actual.path("window").toString());
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
    String what = kpi.name + " by " + window(unit);
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
    parameters.put("window", window(unit));
    if (apart) {
      parameters.put("by", String.join(",", kpi.dimensions));
    }
    return api.get(base() + "/kpis/" + kpi.name, parameters);
  }

  private static String window(ChronoUnit unit) {
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

  private void mismatch(String what, String expected, String actual) {
    mismatches.add(what, expected, actual);
  }

  private static Map<String, JsonNode> byVisit(List<JsonNode> answers) {
    Map<String, JsonNode> byVisit = new HashMap<>();
    answers.forEach(answer -> byVisit.put(answer.path("visitId").asText(), answer));
    return byVisit;
  }
}
