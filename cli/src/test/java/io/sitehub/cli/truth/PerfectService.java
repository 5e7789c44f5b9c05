package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SitePlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A kpi-service that knows the truth, and lies where a test wants it to. Pages hold ten elements.
 */
final class PerfectService implements AutoCloseable {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int PAGE = 10;

  private final Map<String, SiteTruth> truths = new HashMap<>();
  private final Map<String, KpiTruth> kpis = new HashMap<>();
  private final LocalDate day;
  private final ZoneId zone;
  private final JsonNode config;
  private final BiConsumer<String, ObjectNode> lie;
  private final HttpServer server;

  /**
   * @param zone of its sites
   * @param config what its sites are told to be besides
   * @param lie may change the answer to a path before it is sent
   */
  PerfectService(
      SimulationPlan plan, ZoneId zone, JsonNode config, BiConsumer<String, ObjectNode> lie)
      throws IOException {
    for (SitePlan site : plan.sites()) {
      SiteTruth truth = SiteTruth.of(site);
      truths.put(truth.siteId(), truth);
      kpis.put(truth.siteId(), KpiTruth.of(truth, SiteSettings.of(zone, config)));
    }
    this.day = plan.settings().day();
    this.zone = zone;
    this.config = config;
    this.lie = lie;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> query = parameters(exchange.getRequestURI());
    String[] steps = path.split("/", -1);
    SiteTruth truth = Objects.requireNonNull(truths.get(steps[3]), path);
    ObjectNode answer =
        switch (steps.length == 4 ? "" : steps[4]) {
          case "" -> JSON.objectNode().put("zone", zone.getId());
          case "visits" -> page("visits", visits(truth, query), query);
          case "tickets" ->
              steps.length == 5
                  ? page("tickets", tickets(truth), query)
                  : ticket(tickets(truth), Integer.parseInt(steps[5]));
          case "config" -> JSON.objectNode().set("config", config.deepCopy());
          default -> kpi(Objects.requireNonNull(kpis.get(steps[3])), steps[5], query);
        };
    answer.put("lag", 0);
    lie.accept(path + variant(query), answer);
    byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** By which filter, by dimensions, or by which window other than an hour or a day. */
  private static String variant(Map<String, String> query) {
    for (String filter : List.of("onSite", "day", "state", "plate")) {
      if (query.containsKey(filter)) {
        return "?" + filter;
      }
    }
    String window = query.getOrDefault("window", "");
    return query.containsKey("by")
        ? "?by"
        : window.equals("week") || window.equals("month") ? "?" + window : "";
  }

  private static ObjectNode ticket(List<ObjectNode> tickets, int number) {
    ObjectNode detail = JSON.objectNode();
    if (number > tickets.size()) {
      return detail;
    }
    ObjectNode ticket = tickets.get(number - 1);
    ObjectNode first = ticket.deepCopy().put("revision", 1).put("documentHash", "h1");
    first.remove("previousHash");
    detail.putArray("revisions").add(first).add(ticket);
    return detail.set("ticket", ticket);
  }

  private static Map<String, String> parameters(URI uri) {
    String query = uri.getQuery();
    return query == null
        ? Map.of()
        : Arrays.stream(query.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static ObjectNode page(String name, List<ObjectNode> all, Map<String, String> query) {
    int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
    int to = Math.min(all.size(), from + PAGE);
    ObjectNode answer = JSON.objectNode();
    answer.putArray(name).addAll(all.subList(from, to));
    return to < all.size() ? answer.put("next", Integer.toString(to)) : answer;
  }

  private static List<ObjectNode> visits(SiteTruth truth, Map<String, String> query) {
    return truth.visits().entrySet().stream()
        .map(visit -> json(visit.getKey(), visit.getValue().fields()))
        .filter(visit -> !query.containsKey("onSite"))
        .filter(visit -> has(visit, "state", query.get("state")))
        .filter(visit ->
            has(visit, "tractorPlate", query.get("plate"))
                || has(visit, "trailerPlate", query.get("plate")))
        .toList();
  }

  private static boolean has(ObjectNode visit, String field, @Nullable String value) {
    return value == null || visit.path(field).asText().equals(value);
  }

  private static List<ObjectNode> tickets(SiteTruth truth) {
    List<ObjectNode> tickets = new ArrayList<>();
    truth
        .visits()
        .forEach((visitId, visit) -> {
          ExpectedTicket ticket = visit.ticket();
          if (ticket != null) {
            tickets.add(
                json(visitId, ticket.fields())
                    .put("number", tickets.size() + 1)
                    .put("revision", 2)
                    .put("documentHash", "h2")
                    .put("previousHash", "h1"));
          }
        });
    return tickets;
  }

  private static ObjectNode json(String visitId, List<ExpectedField> fields) {
    ObjectNode json = JSON.objectNode().put("visitId", visitId);
    for (ExpectedField field : fields) {
      put(json, field);
    }
    return json;
  }

  private static void put(ObjectNode json, ExpectedField field) {
    String[] path = field.path().split("\\.");
    ObjectNode parent = json;
    if (path[path.length - 1].equals("size")) {
      ArrayNode array = json.putArray(path[0]);
      for (int i = 0; i < sizeOf(field); i++) {
        array.addObject();
      }
      return;
    }
    if (path.length == 3) {
      parent = (ObjectNode) json.get(path[0]).get(Integer.parseInt(path[1]));
    } else if (path.length == 2) {
      parent = json.withObjectProperty(path[0]);
    }
    String name = path[path.length - 1];
    switch (field.value()) {
      case null -> parent.remove(name);
      case Boolean value -> parent.put(name, value);
      case Number value -> parent.put(name, value.longValue());
      default -> parent.put(name, field.value().toString());
    }
  }

  private static int sizeOf(ExpectedField field) {
    return field.value() instanceof Number size ? size.intValue() : 0;
  }

  private ObjectNode kpi(KpiTruth truth, String name, Map<String, String> query) {
    Kpi kpi = Arrays.stream(Kpi.values()).filter(k -> k.name.equals(name)).findAny().orElseThrow();
    String length = query.getOrDefault("window", "");
    List<Window> windows =
        Window.of(day, zone, length.equals("hour") ? ChronoUnit.HOURS : ChronoUnit.DAYS);
    ObjectNode answer = JSON.objectNode();
    ArrayNode values = answer.putArray("values");
    truth
        .values(kpi, windows, query.containsKey("by"))
        .forEach((cell, expected) -> {
          ObjectNode value =
              values
                  .addObject()
                  .put("from", cell.window().from().toString())
                  .put("to", cell.window().to().toString())
                  .put("window", length.equals("week") ? week() : month())
                  .put("count", expected.count());
          ObjectNode dimensions = value.putObject("dimensions");
          for (int i = 0; i < cell.dimensions().size(); i++) {
            String dimension = cell.dimensions().get(i);
            dimensions.put(kpi.dimensions.get(i), dimension.isEmpty() ? null : dimension);
          }
          ObjectNode measures = value.putObject("measures");
          expected.measures().forEach((what, measure) -> measures.put(what, measure.highest()));
        });
    return answer;
  }

  private String week() {
    return DateTimeFormatter.ISO_WEEK_DATE.format(day).substring(0, 8);
  }

  private String month() {
    return day.toString().substring(0, 7);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
