package io.sitehub.kit.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.kit.http.ListenAddress;
import io.sitehub.kit.metrics.ServiceMetrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
  private final AtomicReference<Health> log = new AtomicReference<>(Health.ready());
  private final ServiceMetrics metrics = new ServiceMetrics("test-role");
  private final ManagementServer server =
      new ManagementServer(
          "test-role",
          ListenAddress.anyPort(),
          List.of(
              HealthCheck.of("log", log::get),
              HealthCheck.of("other", () -> Health.ready("3 of 3"))),
          metrics.registry(),
          Map.of("events", "http://here"));

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(Duration.ofSeconds(1));
    metrics.stop(Duration.ZERO);
  }

  @Test
  void readyWhenEveryCheckIs() throws Exception {
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"state\":\"ready\"").contains("\"reason\":\"3 of 3\"");
  }

  @Test
  void notReadyNamesTheCheckAndTheReason() throws Exception {
    // Given
    log.set(Health.notReady("two brokers are gone"));

    // When
    HttpResponse<String> answer = get("/health/ready");

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .startsWith("{\"state\":\"not-ready\"")
        .contains("two brokers are gone");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAreTaggedByRole() throws Exception {
    assertThat(get("/metrics").body())
        .contains("jvm_memory_used_bytes")
        .contains("role=\"test-role\"");
  }

  @Test
  void infoSaysWhoThisIs() throws Exception {
    assertThat(get("/info").body())
        .contains("\"role\":\"test-role\"")
        .contains("\"events\":\"http://here\"")
        .contains("\"pid\":" + ProcessHandle.current().pid());
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(server.uri() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
