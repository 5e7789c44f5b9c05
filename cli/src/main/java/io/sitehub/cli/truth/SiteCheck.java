package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.truth.TruthReport.Mismatch;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    KpiCheck kpis = new KpiCheck(KpiTruth.of(truth, settings(zone)), day, zone, mismatches);
    kpis.run(api, base());
    kpiValues = kpis.values();
  }

  /** As they are when the day begins. */
  private SiteSettings settings(ZoneId zone) throws IOException, InterruptedException {
    String at = day.atStartOfDay(zone).toInstant().toString();
    return SiteSettings.of(zone, api.get(base() + "/config", Map.of("at", at)).path("config"));
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

  private void mismatch(String what, String expected, String actual) {
    mismatches.add(what, expected, actual);
  }

  private static Map<String, JsonNode> byVisit(List<JsonNode> answers) {
    Map<String, JsonNode> byVisit = new HashMap<>();
    answers.forEach(answer -> byVisit.put(answer.path("visitId").asText(), answer));
    return byVisit;
  }
}
