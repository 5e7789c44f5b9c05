package io.sitehub.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load generator against a small HTTP server of the JDK, for a fraction of a second each. */
class LoadGeneratorTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String BODY = "{\"id\":\"" + RequestTemplate.NUMBER + "\"}";

  private final Set<String> bodies = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  LoadGeneratorTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.setExecutor(threads);
    answer("/ok", 202, false);
    answer("/busy", 503, false);
    answer("/chunked", 202, true);
    server.createContext("/gone", exchange -> exchange.close());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void eachRequestCarriesANumberOfItsOwn() throws IOException {
    // When
    LoadResult result = closed("/ok", 4, 1);

    // Then
    assertThat(result.failed()).isZero();
    assertThat(result.requests()).isPositive();
    assertThat(result.events()).isEqualTo(result.requests());
    assertThat(result.latencyMicros().getTotalCount()).isEqualTo(result.requests());
    assertThat(result.latencyMs(99)).isPositive();
    assertThat(result.cpuShare()).isBetween(0.0, 1.5);
    assertThat(bodies).hasSizeGreaterThanOrEqualTo((int) result.requests());
    assertThat(bodies).allMatch(body -> body.matches("\\{\"id\":\"[0-9a-f]{16}\"}"));
  }

  @Test
  void aRequestCountsForAllItsEvents() throws IOException {
    LoadResult result = closed("/ok", 2, 100);
    assertThat(result.events()).isEqualTo(100 * result.requests());
    assertThat(result.eventsPerSecond()).isEqualTo(result.events() / result.seconds());
  }

  @Test
  void anAnswerWithoutLengthIsReadToItsLastChunk() throws IOException {
    LoadResult result = closed("/chunked", 2, 1);
    assertThat(result.failed()).isZero();
    assertThat(result.requests()).isPositive();
  }

  @Test
  void anAnswerLongerThanTheBufferIsReadToItsEnd() throws IOException {
    // Given
    byte[] answer = new byte[300_000];
    server.createContext(
        "/long",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });

    // When
    LoadResult result = closed("/long", 2, 1);

    // Then
    assertThat(result.failed()).isZero();
    assertThat(result.requests()).isPositive();
  }

  @Test
  void whatIsNotAcknowledgedCountsAsFailed() throws IOException {
    LoadResult result = closed("/busy", 2, 1);
    assertThat(result.requests()).isZero();
    assertThat(result.failures()).containsOnlyKeys(503);
  }

  @Test
  void aConnectionThatBreaksIsOpenedAgain() throws IOException {
    LoadResult result = closed("/gone", 2, 1);
    assertThat(result.requests()).isZero();
    assertThat(result.failures()).containsOnlyKeys(0);
    assertThat(result.failed()).isGreaterThan(2);
  }

  @Test
  void anOpenLoopKeepsItsRate() throws IOException {
    // When
    LoadResult result =
        LoadGenerator.openLoop(
            server.getAddress(), List.of(request("/ok", 1)), 8, 200, SHORT, Duration.ofMillis(500));

    // Then
    assertThat(result.failed()).isZero();
    assertThat(result.requests()).isBetween(50L, 101L);
  }

  @Test
  void anOpenLoopCountsTheWaitForAConnection() throws IOException {
    // Given a server that takes 50 ms and one connection for 100 requests a second
    server.createContext(
        "/slow",
        exchange -> {
          try {
            Thread.sleep(Duration.ofMillis(50));
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });

    // When
    LoadResult result =
        LoadGenerator.openLoop(
            server.getAddress(),
            List.of(request("/slow", 1)),
            1,
            100,
            Duration.ZERO,
            Duration.ofMillis(600));

    // Then the last ones waited for several others
    assertThat(result.latencyMs(95)).isGreaterThan(150);
  }

  @Test
  void aTemplateWritesEachPlaceOnce() {
    // Given
    RequestTemplate template =
        RequestTemplate.post(
            "h", "/p", "application/json", "[" + BODY + "," + BODY.replace("id", "ïd") + "]", 2);

    // When
    ByteBuffer buffer = ByteBuffer.allocate(template.length());
    template.writeTo(buffer, 0xabL);

    // Then
    String text = new String(buffer.array(), StandardCharsets.UTF_8);
    assertThat(template.numbers()).isEqualTo(2);
    assertThat(text)
        .startsWith("POST /p HTTP/1.1\r\nHost: h\r\n")
        .contains("Content-Length: 54\r\n")
        .endsWith("[{\"id\":\"00000000000000ab\"},{\"ïd\":\"00000000000000ac\"}]");
  }

  private LoadResult closed(String path, int connections, int events) throws IOException {
    return LoadGenerator.closedLoop(
        server.getAddress(), List.of(request(path, events)), connections, SHORT, SHORT);
  }

  private static RequestTemplate request(String path, int events) {
    return RequestTemplate.post("localhost", path, "application/json", BODY, events);
  }

  private void answer(String path, int status, boolean chunked) {
    byte[] body = "{\"receipts\":[]}".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.getResponseHeaders().putAll(Map.of("Server", List.of("test")));
          exchange.sendResponseHeaders(status, chunked ? 0 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
