package io.sitehub.terminal;

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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A gateway that does what a test wants. Left to itself it keeps to the contract: all or nothing,
 * receipts, violations by index for events whose {@code data} says {@code "wrong": true}, one
 * without an index for a request with an event that says {@code "unreadable": true}.
 */
final class StubGateway implements AutoCloseable {

  /**
   * A request.
   *
   * @param events in their order
   * @param body as it came
   * @param atNanos when, by {@link System#nanoTime}
   */
  record Request(List<JsonNode> events, String body, long atNanos) {}

  /** What it does with a request. */
  sealed interface Behaviour {
    /** Keeps to the contract. */
    record Obey() implements Behaviour {}

    /** Answers this, and stores nothing. */
    record Say(int status, Map<String, String> headers, String body) implements Behaviour {
      Say(int status) {
        this(status, Map.of(), "{}");
      }
    }

    /** Breaks the connection, before or after it has stored the events. */
    record Break(boolean stored) implements Behaviour {}

    /** Says nothing, and stores the events after so long; never if negative. */
    record Hang(long storesAfterMs) implements Behaviour {}

    /** Keeps to the contract after so long. */
    record Wait(long ms) implements Behaviour {}

    /** Takes connections and requests, and says nothing any more, to nobody. */
    record Freeze() implements Behaviour {}
  }

  private final ObjectMapper json = new ObjectMapper();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Request> requests = new ArrayList<>();
  private volatile boolean frozen;
  private final StubLog log;
  private final Function<Request, Behaviour> script;
  private final HttpServer server;

  StubGateway(StubLog log, Function<Request, Behaviour> script) throws IOException {
    this.log = log;
    this.script = script;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/events", this::take);
    server.start();
  }

  static StubGateway obedient(StubLog log) throws IOException {
    return new StubGateway(log, request -> new Behaviour.Obey());
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (frozen) {
        closing.await();
        return;
      }
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      List<JsonNode> events = new ArrayList<>();
      json.readTree(body).forEach(events::add);
      Request request = new Request(events, body, System.nanoTime());
      Behaviour behaviour;
      synchronized (this) {
        requests.add(request);
        behaviour = script.apply(request);
      }
      switch (behaviour) {
        case Behaviour.Obey obey -> obey(exchange, events);
        case Behaviour.Say say -> {
          say.headers.forEach(exchange.getResponseHeaders()::set);
          answer(exchange, say.status, say.body);
        }
        case Behaviour.Break broken -> {
          if (broken.stored && violations(events).isEmpty()) {
            log.store(events);
          }
        }
        case Behaviour.Hang hang -> hang(events, hang.storesAfterMs);
        case Behaviour.Wait wait -> {
          if (!closing.await(wait.ms, TimeUnit.MILLISECONDS)) {
            obey(exchange, events);
          }
        }
        case Behaviour.Freeze freeze -> {
          frozen = true;
          closing.await();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void obey(HttpExchange exchange, List<JsonNode> events) throws IOException {
    ArrayNode violations = violations(events);
    if (!violations.isEmpty()) {
      ObjectNode problem = json.createObjectNode().put("title", "Invalid events");
      problem.set("violations", violations);
      answer(exchange, violations.get(0).has("index") ? 422 : 400, problem.toString());
      return;
    }
    ArrayNode receipts = json.createArrayNode();
    for (StubLog.Stored stored : log.store(events)) {
      receipts
          .addObject()
          .put("id", stored.event().path("id").asText())
          .put("source", stored.event().path("source").asText())
          .put("partition", 3)
          .put("offset", stored.offset());
    }
    answer(exchange, 200, json.createObjectNode().set("receipts", receipts).toString());
  }

  private ArrayNode violations(List<JsonNode> events) {
    ArrayNode violations = json.createArrayNode();
    for (int i = 0; i < events.size(); i++) {
      JsonNode data = events.get(i).path("data");
      if (data.path("unreadable").asBoolean()) {
        return json.createArrayNode()
            .add(violation("/7/data", "json-syntax", "must be JSON (RFC 8259)"));
      } else if (data.path("wrong").asBoolean()) {
        violations.add(violation("/data/wrong", "unknown-field", "is not known").put("index", i));
      } else if (!events.get(i).has("id")) {
        violations.add(violation("/id", "required", "must be present").put("index", i));
      }
    }
    return violations;
  }

  private ObjectNode violation(String pointer, String rule, String detail) {
    return json.createObjectNode().put("pointer", pointer).put("rule", rule).put("detail", detail);
  }

  private void hang(List<JsonNode> events, long storesAfterMs) throws InterruptedException {
    if (storesAfterMs >= 0 && violations(events).isEmpty()) {
      if (closing.await(storesAfterMs, TimeUnit.MILLISECONDS)) {
        return;
      }
      log.store(events);
    }
    closing.await();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, utf8.length);
    exchange.getResponseBody().write(utf8);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
