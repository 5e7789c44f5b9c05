package io.sitehub.model.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sitehub.model.avro.PortableSchema;
import io.sitehub.model.registry.RegistryResult.Answer;
import io.sitehub.model.registry.RegistryResult.Failed;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** The protocol over HTTP, with faults on demand. */
final class FakeRegistryServer implements AutoCloseable {

  /** What to do to the next request instead of answering it. */
  enum Fault {
    INTERNAL_ERROR,
    NOT_READY,
    HANG_UP,
    SILENCE,
    NONSENSE,
    FORBIDDEN,
    NO_SUCH_PAGE
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final InMemoryRegistry registry;
  private final HttpServer server;
  private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean failing;

  FakeRegistryServer(InMemoryRegistry registry) throws IOException {
    this.registry = registry;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/apis/ccompat/v7");
  }

  int requests() {
    return requests.get();
  }

  void failNext(Fault... next) {
    faults.addAll(List.of(next));
  }

  void failAlways() {
    failing = true;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    Fault fault = failing ? Fault.INTERNAL_ERROR : faults.poll();
    switch (fault) {
      case null -> answer(exchange);
      case INTERNAL_ERROR -> send(exchange, 500, error(50_001, "store is broken"));
      case NOT_READY -> send(exchange, 503, error(50_003, "not ready"));
      case HANG_UP -> exchange.close();
      case SILENCE -> {
        // Never answered: the client has to give up by itself.
      }
      case NONSENSE -> sendText(exchange, 200, "<html>");
      case FORBIDDEN -> send(exchange, 403, error(40_301, "not allowed"));
      case NO_SUCH_PAGE -> sendText(exchange, 404, "<html>Not Found</html>");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replace("/apis/ccompat/v7", "");
    String[] parts = path.substring(1).split("/");
    String route =
        exchange.getRequestMethod() + " " + parts[0] + (parts.length > 1 ? "/" + parts[1] : "");
    switch (route.replaceAll("/.*", "")) {
      case "POST subjects" -> reply(exchange, registry.register(parts[1], schema(exchange)));
      case "GET schemas" -> reply(exchange, registry.schemaById(Integer.parseInt(parts[2])));
      case "POST compatibility" -> reply(exchange, registry.check(parts[2], schema(exchange)));
      case "GET config" ->
          send(
              exchange,
              200,
              JSON.createObjectNode()
                  .put("compatibilityLevel", registry.compatibility().orThrow().name()));
      case "PUT config" -> {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        registry.setCompatibility(Compatibility.valueOf(body.get("compatibility").asText()));
        send(exchange, 200, body);
      }
      default -> send(exchange, 404, error(404, "no such route"));
    }
  }

  private static Schema schema(HttpExchange exchange) throws IOException {
    return new Schema.Parser()
        .parse(JSON.readTree(exchange.getRequestBody()).get("schema").asText());
  }

  private static void reply(HttpExchange exchange, RegistryResult<?> result) throws IOException {
    switch (result) {
      case Answer<?>(Integer id) -> send(exchange, 200, JSON.createObjectNode().put("id", id));
      case Answer<?>(Schema schema) ->
          send(exchange, 200, JSON.createObjectNode().put("schema", PortableSchema.text(schema)));
      case Answer<?>(CompatibilityCheck check) -> {
        ObjectNode body = JSON.createObjectNode().put("is_compatible", check.compatible());
        check.reasons().forEach(body.putArray("messages")::add);
        send(exchange, 200, body);
      }
      case Failed<?>(RegistryFailure.NotFound(int code, String detail)) ->
          send(exchange, 404, error(code, detail));
      case Failed<?>(RegistryFailure.Incompatible(String subject, var reasons)) ->
          send(exchange, 409, error(409, String.join("; ", reasons)));
      default -> throw new AssertionError("unexpected " + result);
    }
  }

  private static ObjectNode error(int code, String message) {
    return JSON.createObjectNode().put("error_code", code).put("message", message);
  }

  private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    sendText(exchange, status, body.toString());
  }

  private static void sendText(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
