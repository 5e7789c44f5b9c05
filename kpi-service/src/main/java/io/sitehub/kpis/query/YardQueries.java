package io.sitehub.kpis.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.model.time.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The devices of a site and its queues, as they are at the instant of the question. */
final class YardQueries {
  private static final int MAX_CURSOR = 512;

  private final StateQuestions questions;
  private final InstantSource clock;

  YardQueries(StateQuestions questions, InstantSource clock) {
    this.questions = questions;
    this.clock = clock;
  }

  /** {@code GET /v1/sites/{site}/devices} */
  void devices(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    int limit = parameters.integer("limit", 100, 1, 1000);
    Optional<String> cursor = parameters.text("cursor", MAX_CURSOR);
    parameters.refuseIfWrong();
    String path =
        "devices?limit="
            + limit
            + cursor.map(after -> "&after=" + StateQuestions.encoded(after)).orElse("");
    Told<ObjectNode> told = ask(site, path);
    Instant now = clock.instant();
    List<ObjectNode> devices = new ArrayList<>();
    for (JsonNode device : told.body().path("devices")) {
      devices.add(device((ObjectNode) device, now));
    }
    Map<String, Object> answer = answer(site, told);
    answer.put("devices", devices);
    Optional.ofNullable(told.body().get("next")).ifPresent(next -> answer.put("next", next));
    context.json(answer);
  }

  private static ObjectNode device(ObjectNode device, Instant now) {
    instant(device, "lastSeenAt").ifPresent(seen -> device.put("silentForMs", sinceMs(seen, now)));
    instant(device, "verificationValidUntil")
        .ifPresent(
            until -> device.put("verificationDaysLeft", Duration.between(now, until).toDays()));
    return device.put("state", state(device));
  }

  /** As it said of itself last; one that never did is only heard. */
  private static String state(JsonNode device) {
    if (!device.hasNonNull("statusAt")) {
      return "heard";
    }
    if (!device.path("online").asBoolean()) {
      return "offline";
    }
    return device.path("faults").isEmpty() ? "online" : "faulty";
  }

  /** {@code GET /v1/sites/{site}/queues} */
  void queues(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    parameters.refuseIfWrong();
    Told<ObjectNode> told = ask(site, "queues");
    Instant now = clock.instant();
    List<Map<String, Object>> queues = new ArrayList<>();
    for (JsonNode queue : told.body().path("queues")) {
      queues.add(queue(queue, now));
    }
    Map<String, Object> answer = answer(site, told);
    answer.put("queues", queues);
    context.json(answer);
  }

  private static Map<String, Object> queue(JsonNode queue, Instant now) {
    JsonNode interval = queue.path("callIntervalMs");
    List<Map<String, Object>> waiting = new ArrayList<>();
    for (JsonNode visit : queue.path("waiting")) {
      Map<String, Object> truck = truck(visit);
      int position = waiting.size() + 1;
      truck.put("position", position);
      put(truck, visit, "queuePriority", "priority");
      put(truck, visit, "queuedAt", "since");
      instant(visit, "queuedAt").ifPresent(since -> truck.put("waitedMs", sinceMs(since, now)));
      if (interval.isNumber()) {
        truck.put("expectedCallAt", Rfc3339.format(now.plusMillis(position * interval.asLong())));
      }
      waiting.add(truck);
    }
    List<Map<String, Object>> called = new ArrayList<>();
    for (JsonNode visit : queue.path("called")) {
      Map<String, Object> truck = truck(visit);
      put(truck, visit, "calledAt", "calledAt");
      put(truck, visit, "calledStation", "station");
      put(truck, visit, "callExpiresAt", "expiresAt");
      called.add(truck);
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("queue", queue.path("queue"));
    put(shown, queue, "callIntervalMs", "callIntervalMs");
    put(shown, queue, "lastCallAt", "lastCallAt");
    shown.put("waiting", waiting);
    shown.put("called", called);
    return shown;
  }

  private static Map<String, Object> truck(JsonNode visit) {
    Map<String, Object> truck = new LinkedHashMap<>();
    truck.put("visitId", visit.path("visitId"));
    put(truck, visit, visit.hasNonNull("tractorPlate") ? "tractorPlate" : "plannedPlate", "plate");
    put(truck, visit, "carrier", "carrier");
    put(truck, visit, "material", "material");
    put(truck, visit, "lane", "lane");
    return truck;
  }

  private static void put(Map<String, Object> to, JsonNode from, String name, String as) {
    if (from.hasNonNull(name)) {
      to.put(as, from.path(name));
    }
  }

  private Told<ObjectNode> ask(String site, String path) {
    try {
      return questions.site(site, path, SitePath.noSite(site));
    } catch (StateQuestions.RefusedQuestion badCursor) {
      throw ProblemException.badParameter(
          "cursor", "cursor", "must be the 'next' of the page before");
    }
  }

  private static Map<String, Object> answer(String site, Told<ObjectNode> told) {
    Map<String, Object> answer = Envelope.of(told.freshness());
    answer.put("site", site);
    told.zone().ifPresent(zone -> answer.put("zone", zone.getId()));
    return answer;
  }

  private static long sinceMs(Instant instant, Instant now) {
    return Math.max(0, Duration.between(instant, now).toMillis());
  }

  private static Optional<Instant> instant(JsonNode record, String name) {
    return Rfc3339.parse(record.path(name).asText(""));
  }
}
