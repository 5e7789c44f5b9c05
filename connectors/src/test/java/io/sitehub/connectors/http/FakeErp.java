package io.sitehub.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An ERP on loopback that does as it is told. As a real one does, it remembers the keys of requests
 * that had an effect, and does nothing for one that comes again.
 */
final class FakeErp implements AutoCloseable {

  /** A request as it came in; {@code nth} counts those to the address of tickets, from 1. */
  record Request(int nth, String key, String body, Map<String, List<String>> headers) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  /** What it does with a request. */
  sealed interface Reaction {

    /** Has the effect, then answers. */
    record Take(int status) implements Reaction {}

    /** Has no effect, and answers. */
    record Say(int status, String body, Map<String, String> headers) implements Reaction {}

    /** Has the effect, and answers after so long, or never. */
    record TakeThenStall(long answerAfterMs) implements Reaction {}

    /** Has the effect after so long, then answers. */
    record TakeLate(long afterMs) implements Reaction {}

    /** Has no effect, and never answers. */
    record Hang() implements Reaction {}

    /** Begins a 200 and never ends it. */
    record StallInBody() implements Reaction {}

    /** Closes the connection, after the effect or without one. */
    record Drop(boolean taken) implements Reaction {}
  }

  interface Mood {
    Reaction react(Request request);
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NEVER_MS = 60_000;

  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Request> requests = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final List<String> effects = new ArrayList<>();
  private final Set<String> members = new LinkedHashSet<>();
  private volatile Mood mood;
  private int tokens;

  FakeErp(Mood mood) throws IOException {
    this.mood = mood;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/tickets", this::tickets);
    server.createContext("/token", this::token);
    server.start();
  }

  static Mood friendly() {
    return request -> new Reaction.Take(201);
  }

  static Reaction say(int status, String body) {
    return new Reaction.Say(status, body, Map.of());
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  void mood(Mood next) {
    mood = next;
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /** {@code number/revision} of each effect, in order. */
  synchronized List<String> effects() {
    return List.copyOf(effects);
  }

  synchronized int tokens() {
    return tokens;
  }

  private void tickets(HttpExchange exchange) throws IOException {
    Request request = receive(exchange);
    try {
      switch (mood.react(request)) {
        case Reaction.Take(int status) -> {
          take(request);
          answer(exchange, status, "");
        }
        case Reaction.Say(int status, String body, Map<String, String> headers) -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          answer(exchange, status, body);
        }
        case Reaction.TakeThenStall(long afterMs) -> {
          take(request);
          stall(afterMs);
          answer(exchange, 201, "");
        }
        case Reaction.TakeLate(long afterMs) -> {
          stall(afterMs);
          take(request);
          answer(exchange, 201, "");
        }
        case Reaction.Hang() -> stall(NEVER_MS);
        case Reaction.StallInBody() -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          stall(NEVER_MS);
        }
        case Reaction.Drop(boolean taken) -> {
          if (taken) {
            take(request);
          }
        }
      }
    } finally {
      exchange.close();
    }
  }

  private Request receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Headers headers = exchange.getRequestHeaders();
    synchronized (this) {
      Request request =
          new Request(
              requests.size() + 1, headers.getFirst("Idempotency-Key"), body, Map.copyOf(headers));
      requests.add(request);
      return request;
    }
  }

  /** One effect for a key. In an array it knows each ticket by number and revision as well. */
  private synchronized void take(Request request) {
    if (!keys.add(request.key())) {
      return;
    }
    JsonNode body = parse(request.body());
    if (body.isArray()) {
      body.valueStream().map(FakeErp::member).filter(members::add).forEach(effects::add);
    } else {
      effects.add(member(body));
    }
  }

  private static String member(JsonNode ticket) {
    return ticket.path("number").asText() + "/" + ticket.path("revision").asText();
  }

  /** {@code number/revision} of each ticket of a request. */
  static Stream<String> members(Request request) {
    JsonNode body = parse(request.body());
    return body.isArray() ? body.valueStream().map(FakeErp::member) : Stream.of(member(body));
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stall(long forMs) {
    try {
      closed.await(forMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Each token is another one: {@code token-1}, {@code token-2}. */
  private void token(HttpExchange exchange) throws IOException {
    int nth;
    synchronized (this) {
      nth = ++tokens;
    }
    exchange.getRequestBody().readAllBytes();
    String right = "Basic c2l0ZWh1YjpzM2NyM3Q=";
    boolean known = right.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (known) {
      answer(
          exchange,
          200,
          "{\"access_token\":\"token-%d\",\"token_type\":\"Bearer\",\"expires_in\":100}"
              .formatted(nth));
    } else {
      answer(exchange, 401, "{\"error\":\"invalid_client\"}");
    }
    exchange.close();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
