package io.sitehub.gateway.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sitehub.gateway.validate.EventValidator;
import io.sitehub.kit.http.HttpService;
import io.sitehub.kit.http.ListenAddress;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.SchemaIds;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** The gateway's public port in front of a log in memory. */
final class SubmitServer implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final int MAX_BODY_BYTES = 1 << 20;
  static final String STRUCTURED = "application/cloudevents+json";
  static final String BATCH = "application/cloudevents-batch+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  final RecordingLog log = new RecordingLog();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Responder responder = new Responder();
  private final Admission admission;
  private final HttpService http;
  private final HttpClient client = HttpClient.newHttpClient();

  SubmitServer() {
    this(1_000);
  }

  SubmitServer(int maxRequests) {
    this(maxRequests, Duration.ofSeconds(30));
  }

  SubmitServer(int maxRequests, Duration bodyTime) {
    admission = new Admission(maxRequests, 8L << 20);
    SchemaIds ids = new SchemaIds(new InMemoryRegistry(), TopicCatalogue.EVENTS);
    ids.register(EventType.all().stream().map(EventType::schema).toList());
    EventsHandler events =
        new EventsHandler(
            admission,
            new EventValidator(ids, () -> NOW, Duration.ofMinutes(5), 1_000),
            log,
            responder,
            new RequestMetrics(meters, admission),
            MAX_BODY_BYTES,
            bodyTime);
    http =
        new HttpService(
            "ingest-gateway",
            "http",
            ListenAddress.anyPort(),
            javalin -> {
              javalin.jetty.modifyServer(server -> server.setHandler(events));
              OpenApi.routes(javalin);
            });
    try {
      responder.start();
      http.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    admission.open();
  }

  Admission admission() {
    return admission;
  }

  Responder responder() {
    return responder;
  }

  int port() {
    return http.port();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(http.uri().resolve(path)).timeout(Duration.ofSeconds(20));
  }

  Reply post(String contentType, String body) {
    return post(contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  Reply post(String contentType, byte[] body) {
    return send(
        request("/v1/events")
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  CompletableFuture<Reply> postLater(String contentType, String body) {
    return client
        .sendAsync(
            request("/v1/events")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofByteArray())
        .thenApply(Reply::of);
  }

  Reply send(HttpRequest request) {
    try {
      return Reply.of(client.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    client.close();
    http.stop(Duration.ofSeconds(2));
    responder.stop(Duration.ofSeconds(2));
  }

  /** What came back. */
  record Reply(int status, HttpResponse<byte[]> response) {
    static Reply of(HttpResponse<byte[]> response) {
      return new Reply(response.statusCode(), response);
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new IllegalStateException(new String(response.body(), StandardCharsets.UTF_8), e);
      }
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The violations as {@code index pointer rule}. */
    java.util.List<String> violations() {
      java.util.List<String> found = new java.util.ArrayList<>();
      for (JsonNode violation : json().path("violations")) {
        found.add(
            (violation.path("index").asText("")
                    + " "
                    + violation.path("pointer").asText()
                    + " "
                    + violation.path("rule").asText())
                .strip());
      }
      return found;
    }
  }
}
