package io.sitehub.cli.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A gateway that answers what a test wants, and remembers what it acknowledged. A request with an
 * event that is wrong gets 422 naming it.
 */
final class ScriptedGateway implements AutoCloseable {

  /**
   * What came in.
   *
   * @param contentType media type of the request
   * @param events by source and id, in the order of the request
   */
  record Request(String contentType, List<String> events) {}

  private final ObjectMapper json = new ObjectMapper();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final Function<Request, Integer> script;
  private final Predicate<String> wrong;
  private final List<Request> requests = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();

  ScriptedGateway(Function<Request, Integer> script) throws IOException {
    this(script, event -> false);
  }

  /**
   * @param wrong which events, by source, id and number, are refused where the script has 2xx
   */
  ScriptedGateway(Function<Request, Integer> script, Predicate<String> wrong) throws IOException {
    this.script = script;
    this.wrong = wrong;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/events", this::take);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /** {@code source id deviceseq} of each event that got a 2xx, in that order. */
  synchronized List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("content-type");
    JsonNode body = json.readTree(exchange.getRequestBody());
    List<String> events = new ArrayList<>();
    if (type.equals("application/json")) {
      events.add(
          "%s %s %s"
              .formatted(
                  exchange.getRequestHeaders().getFirst("ce-source"),
                  exchange.getRequestHeaders().getFirst("ce-id"),
                  exchange.getRequestHeaders().getFirst("ce-deviceseq")));
    } else {
      (body.isArray() ? body : json.createArrayNode().add(body))
          .forEach(event ->
              events.add(
                  "%s %s %s"
                      .formatted(
                          event.path("source").asText(),
                          event.path("id").asText(),
                          event.path("deviceseq").asText())));
    }
    Request request = new Request(type, events);
    requests.add(request);
    int status = script.apply(request);
    ObjectNode answer = json.createObjectNode().put("title", "as scripted");
    if (status < 300 && events.stream().anyMatch(wrong)) {
      status = 422;
      answer.set("violations", violations(events));
    } else if (status < 300) {
      answer.set("receipts", receipts(events));
      acknowledged.addAll(events);
    }
    byte[] utf8 = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, utf8.length);
    exchange.getResponseBody().write(utf8);
    exchange.close();
  }

  private ArrayNode violations(List<String> events) {
    ArrayNode violations = json.createArrayNode();
    for (int index = 0; index < events.size(); index++) {
      if (wrong.test(events.get(index))) {
        violations.addObject().put("index", index).put("pointer", "/data").put("detail", "wrong");
      }
    }
    return violations;
  }

  private ArrayNode receipts(List<String> events) {
    ArrayNode receipts = json.createArrayNode();
    for (String event : events) {
      String[] parts = event.split(" ", 3);
      receipts
          .addObject()
          .put("source", parts[0])
          .put("id", parts[1])
          .put("partition", 0)
          .put("offset", acknowledged.size());
    }
    return receipts;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
