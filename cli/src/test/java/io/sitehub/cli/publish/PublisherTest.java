package io.sitehub.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private static final int MIB = 1 << 20;

  private final List<String> bodies = new ArrayList<>();
  private final HttpServer gateway = withoutContext();

  @BeforeEach
  void start() {
    gateway.createContext(
        "/v1/events",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer = "{\"receipts\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    gateway.start();
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  @Test
  void sendsEventsAsTheyStandInTheFile() throws Exception {
    // Given
    String one = "{\"kg\": 1e3, \"kg\": 0.10000000000000000000001}";

    // When
    publish(one + "\n" + one);

    // Then
    assertThat(bodies).containsExactly("[" + one + "," + one + "]");
  }

  @Test
  void fillsARequestToTheMebibyteAndNoFurther() throws Exception {
    // Given
    String half = event("é", MIB / 2 - 2);
    String rest = event("x", MIB / 2 - 1);

    // When
    publish(half + rest + half + rest);

    // Then
    assertThat(bodies).hasSize(2);
    assertThat(bodies).allSatisfy(body -> assertThat(bytes(body)).isEqualTo(MIB));
  }

  @Test
  void oneByteTooManyIsTheNextRequest() throws Exception {
    // When
    publish(event("x", MIB / 2 - 1) + event("x", MIB / 2 - 1));

    // Then
    assertThat(bodies).hasSize(2);
  }

  @Test
  void aRequestHasAtMostAThousandEvents() throws Exception {
    // When
    publish("{}".repeat(1_001));

    // Then
    assertThat(bodies).hasSize(2);
    assertThat(bodies.getLast()).isEqualTo("[{}]");
  }

  /** An event of exactly so many bytes. */
  private static String event(String letter, int bytes) {
    int room = bytes - bytes("{\"d\":\"\"}");
    int letters = room / bytes(letter);
    return "{\"d\":\"" + letter.repeat(letters) + "x".repeat(room % bytes(letter)) + "\"}";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void publish(String file) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
    try (Publisher publisher = new Publisher(List.of(address), Duration.ZERO)) {
      byte[] utf8 = file.getBytes(StandardCharsets.UTF_8);
      publisher.publish(EventFile.read(new ByteArrayInputStream(utf8)));
    }
  }

  private static HttpServer withoutContext() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
