package io.sitehub.kpis.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.model.state.VisitState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Visits and their weighing tickets. */
final class VisitQueries {
  private static final int MAX_CURSOR = 512;
  private static final List<String> STATES =
      Arrays.stream(VisitState.values())
          .filter(state -> state != VisitState.UNSPECIFIED)
          .map(state -> state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .toList();

  private final StateQuestions questions;

  VisitQueries(StateQuestions questions) {
    this.questions = questions;
  }

  /** {@code GET /v1/sites/{site}/visits} */
  void visits(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    StringJoiner query = new StringJoiner("&", "visits?", "");
    StringJoiner chosen = new StringJoiner(", ");
    parameters
        .choice("onSite", List.of("true"))
        .ifPresent(value -> choose("onSite", value, query, chosen));
    parameters.date("day").ifPresent(day -> choose("day", day.toString(), query, chosen));
    parameters.choice("state", STATES).ifPresent(value -> choose("state", value, query, chosen));
    parameters.text("plate", 20).ifPresent(value -> choose("plate", value, query, chosen));
    parameters
        .choice("finding", FindingCodes.ALLOWED)
        .ifPresent(value -> choose("finding", value, query, chosen));
    if (chosen.toString().contains(",")) {
      parameters.refuse(
          chosen.toString().split(",", 2)[0],
          "exclusive",
          "only one of onSite, day, state, plate and finding may be given, not " + chosen);
    }
    page(parameters, query);
    parameters.refuseIfWrong();
    list(context, site, query.toString());
  }

  /** {@code GET /v1/sites/{site}/visits/{visitId}} */
  void visit(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    String visit = SitePath.visit(context, parameters);
    parameters.refuseIfWrong();
    Told<ObjectNode> told =
        questions.site(
            site,
            "visits/" + StateQuestions.encoded(visit),
            "There is no visit '" + visit + "' at site '" + site + "'.");
    JsonNode ticket = told.body().path("ticket");
    List<JsonNode> tickets =
        ticket.isIntegralNumber()
            ? questions.siteIfKnown(site, "tickets/" + ticket.asLong()).stream()
                .map(answer -> answer.body().path("ticket"))
                .toList()
            : List.of();
    Map<String, Object> answer = Envelope.of(told.freshness());
    answer.put("site", site);
    answer.put("visit", told.body().path("visit"));
    answer.put("timeline", told.body().path("timeline"));
    answer.put("tickets", tickets);
    context.json(answer);
  }

  /** {@code GET /v1/sites/{site}/tickets} */
  void tickets(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    StringJoiner query = new StringJoiner("&", "tickets?", "");
    page(parameters, query);
    parameters.refuseIfWrong();
    list(context, site, query.toString());
  }

  /** {@code GET /v1/sites/{site}/tickets/{number}} */
  void ticket(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    String number = context.pathParam("number");
    if (!number.matches("[1-9][0-9]{0,17}")) {
      parameters.refuse("number", "range", "must be a whole number from 1");
    }
    parameters.refuseIfWrong();
    Told<byte[]> told =
        questions.siteBytes(
            site, "tickets/" + number, "There is no ticket " + number + " at site '" + site + "'.");
    Map<String, Object> answer = Envelope.of(told.freshness());
    answer.put("site", site);
    HandedOn.answer(context, answer, told.body());
  }

  private void list(Context context, String site, String path) {
    Told<byte[]> told;
    try {
      told = questions.siteBytes(site, path, SitePath.noSite(site));
    } catch (StateQuestions.RefusedQuestion badCursor) {
      // All else was checked before; only the cursor is handed on as it came.
      throw ProblemException.badParameter(
          "cursor", "cursor", "must be the 'next' of the page before");
    }
    Map<String, Object> answer = Envelope.of(told.freshness());
    answer.put("site", site);
    HandedOn.answer(context, answer, told.body());
  }

  private static void choose(String name, String value, StringJoiner query, StringJoiner chosen) {
    query.add(name + "=" + StateQuestions.encoded(value));
    chosen.add(name);
  }

  private static void page(Parameters parameters, StringJoiner query) {
    query.add("limit=" + parameters.integer("limit", 100, 1, 1000));
    parameters
        .text("cursor", MAX_CURSOR)
        .ifPresent(cursor -> query.add("after=" + StateQuestions.encoded(cursor)));
  }
}
