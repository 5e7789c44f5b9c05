package io.sitehub.kpis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.kit.config.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A service on free ports in this JVM, and a client of it. */
public final class RunningService implements AutoCloseable {
  /** What the service takes for now: a Monday noon in Paris. */
  public static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KpiService service;
  private final HttpClient http = HttpClient.newHttpClient();

  /** An answer. */
  public record Reply(
      int status, String contentType, HttpResponse<String> response, JsonNode body) {}

  private RunningService(KpiService service) {
    this.service = service;
  }

  /** Starts a service with these settings over those that suit a test. */
  public static RunningService start(Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>();
    all.put("http.port", "0");
    all.put("management.port", "0");
    all.put("kafka.bootstrap", "127.0.0.1:1");
    all.put("registry.url", "http://127.0.0.1:1");
    all.put("routing.refresh", "50ms");
    all.put("routing.read.timeout", "500ms");
    all.put("routing.deadline", "2s");
    all.put("feed.heartbeat", "100ms");
    all.putAll(settings);
    KpiService service =
        new KpiService(Settings.of(all).read(KpiServiceConfig::from), InstantSource.fixed(NOW));
    service.lifecycle().start();
    return new RunningService(service);
  }

  /** Where it answers. */
  public URI uri() {
    return service.uri();
  }

  /** Asks the public API. */
  public Reply get(String path) throws Exception {
    return get(service.uri().resolve(path));
  }

  /** Puts JSON through the public API. */
  public Reply put(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(service.uri().resolve(path))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Has something done through the public API. */
  public Reply post(String path) throws Exception {
    return send(
        HttpRequest.newBuilder(service.uri().resolve(path))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** Deletes something through the public API. */
  public Reply delete(String path) throws Exception {
    return send(HttpRequest.newBuilder(service.uri().resolve(path)).DELETE());
  }

  /** Asks the management port. */
  public Reply getManagement(String path) throws Exception {
    return get(service.managementUri().resolve(path));
  }

  private Reply get(URI uri) throws Exception {
    return send(HttpRequest.newBuilder(uri));
  }

  private Reply send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    String contentType = response.headers().firstValue("Content-Type").orElse("");
    boolean isJson = contentType.contains("json");
    return new Reply(
        response.statusCode(),
        contentType,
        response,
        isJson ? JSON.readTree(response.body()) : JSON.missingNode());
  }

  @Override
  public void close() {
    service.lifecycle().stop();
    http.close();
  }
}
