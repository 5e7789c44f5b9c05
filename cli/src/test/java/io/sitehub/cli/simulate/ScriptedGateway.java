package io.sitehub.cli.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** A gateway that answers what a test wants, and remembers what it acknowledged. */
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
  private final List<Request> requests = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();

  ScriptedGateway(Function<Request, Integer> script) throws IOException {
    this.script = script;
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
    if (status < 300) {
      acknowledged.addAll(events);
    }
    byte[] answer = "{\"title\":\"as scripted\"}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
