package io.sitehub.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sitehub.kit.config.ConfigurationException;
import io.sitehub.kit.config.Settings;
import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.problem.ProblemException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpServiceTest {
  private record Answer(Instant at, String thread) {}

  private static final HttpService SERVICE =
      new HttpService(
          "test-role",
          "api",
          ListenAddress.anyPort(),
          config -> {
            config.routes.get(
                "/hello",
                context ->
                    context.json(
                        new Answer(Instant.EPOCH, Thread.currentThread().isVirtual() ? "v" : "p")));
            config.routes.get(
                "/broken",
                _ -> {
                  throw new IllegalStateException("the password is hunter2");
                });
            config.routes.get(
                "/busy",
                _ -> {
                  throw ProblemException.unavailable("Too busy.", Duration.ofSeconds(3));
                });
            config.routes.get(
                "/error",
                _ -> {
                  throw new StackOverflowError("hunter2");
                });
          });
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    SERVICE.start();
  }

  @AfterAll
  static void stop() {
    SERVICE.stop(Duration.ofSeconds(1));
    CLIENT.close();
  }

  @Test
  void answersOnVirtualThreadsWithIsoInstants() throws Exception {
    assertThat(send("GET", "/hello").body())
        .isEqualTo("{\"at\":\"1970-01-01T00:00:00Z\",\"thread\":\"v\"}");
  }

  @Test
  void unknownPathIsAProblem() throws Exception {
    HttpResponse<String> answer = send("GET", "/nothing");
    assertProblem(answer, 404);
    assertThat(answer.body()).contains("\"instance\":\"/nothing\"").contains("\"traceId\"");
  }

  @Test
  void wrongMethodNamesTheRightOnes() throws Exception {
    HttpResponse<String> answer = send("DELETE", "/hello");
    assertProblem(answer, 405);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET");
  }

  @Test
  void faultsOfOursShowNoExceptionText() throws Exception {
    for (String path : new String[] {"/broken", "/error"}) {
      HttpResponse<String> answer = send("GET", path);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("hunter2").doesNotContain("Exception");
    }
    assertProblem(send("GET", "/broken"), 500);
  }

  @Test
  void problemsCarryRetryAfter() throws Exception {
    HttpResponse<String> answer = send("GET", "/busy");
    assertProblem(answer, 503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("3");
    assertThat(answer.body()).contains("\"retryable\":true").contains("Too busy.");
  }

  @Test
  void whatJettyRefusesIsAProblemToo() throws Exception {
    // Given
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVICE.port())) {
      // When
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);

      // Then
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json")
          .doesNotContain("Jetty")
          .doesNotContain("Exception");
    }
  }

  @Test
  void takenPortSaysWhoWantsIt() throws Exception {
    // Given
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      ListenAddress address = address(Map.of("http.port", Integer.toString(port)));
      HttpService second = new HttpService("ingest-gateway", "api", address, _ -> {});

      // When, then
      assertThatExceptionOfType(PortInUse.class)
          .isThrownBy(second::start)
          .withMessageStartingWith(
              "ingest-gateway wants http.port=" + port + " on 127.0.0.1, which is in use")
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TEMPORARY));
    }
  }

  @Test
  void listensOnLoopbackUnlessConfiguredOtherwise() throws Exception {
    assertThat(address(Map.of())).isEqualTo(new ListenAddress("127.0.0.1", 1234, "http.port"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> address(Map.of("http.port", "99999")))
        .withMessage("http.port=99999: must be between 0 and 65535");
  }

  private static ListenAddress address(Map<String, String> values) throws ConfigurationException {
    return Settings.of(values)
        .read(settings -> {
          return ListenAddress.from(settings, "http", 1234);
        });
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"status\":" + status);
  }

  private static HttpResponse<String> send(String method, String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(SERVICE.uri() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
