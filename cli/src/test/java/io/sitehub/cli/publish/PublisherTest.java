package io.sitehub.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.sitehub.cli.publish.Publication.Receipt;
import io.sitehub.cli.publish.Publication.Refused;
import io.sitehub.terminal.journal.JournalException;
import io.sitehub.terminal.journal.JournalException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
  private static final int MIB = 1 << 20;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> bodies = new ArrayList<>();
  private final HttpServer gateway = withoutContext();
  private boolean busy;

  @TempDir private Path journals = Path.of(".");

  @BeforeEach
  void start() {
    gateway.createContext(
        "/v1/events",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          bodies.add(body);
          ObjectNode answer = answer(json.readTree(body));
          byte[] utf8 = answer.toString().getBytes(StandardCharsets.UTF_8);
          int status = answer.has("violations") ? 422 : 200;
          exchange.sendResponseHeaders(busy ? 503 : status, utf8.length);
          exchange.getResponseBody().write(utf8);
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
    String one =
        "{\"source\": \"/s\", \"id\":\"a\", \"kg\": 1e3, \"n\": 0.10000000000000000000001}";
    String other = "{ \"id\":\"b\",\"source\":\"/s\" , \"é\":\"\\u00e9\" }";

    // When
    Publication publication = publish(one + "\n" + other);

    // Then
    assertThat(String.join("", bodies)).isEqualTo("[" + one + "][" + other + "]");
    assertThat(publication.receipts())
        .containsExactly(new Receipt("a", "/s", 2, 7), new Receipt("b", "/s", 2, 7));
    assertThat(publication.complete()).isTrue();
    assertThat(journals).isEmptyDirectory();
  }

  @Test
  void aRefusedEventIsListedWithItsPlaceAndKeepsNothingFromBeingTaken() throws Exception {
    // When
    Publication publication =
        publish(event("a") + event("b") + "{\"wrong\":1}" + event("c") + "{\"wrong\":2}");

    // Then
    assertThat(publication.complete()).isFalse();
    assertThat(publication.receipts()).extracting(Receipt::id).containsExactly("a", "b", "c");
    assertThat(publication.refused()).extracting(Refused::event).containsExactly(2, 4);
    assertThat(publication.refused())
        .allSatisfy(refused -> {
          assertThat(refused.refusal().status()).isEqualTo(422);
          assertThat(refused.refusal().violations().getFirst().pointer()).isEqualTo("/wrong");
        });
    assertThat(journals).isEmptyDirectory();
  }

  @Test
  void whatNobodyTakesGoesOnWhenItIsPublishedAgain() throws Exception {
    // Given
    String file = event("a") + event("b");
    busy = true;
    assertThatThrownBy(() -> publish(file, Duration.ofMillis(300)))
        .isInstanceOfSatisfying(
            Publisher.NobodyTakesThem.class, e -> assertThat(e.waiting()).isEqualTo(2))
        .hasMessageContaining("answered 503");
    assertThat(journals).isNotEmptyDirectory();

    // When
    busy = false;
    bodies.clear();
    Publication publication = publish(file);

    // Then
    assertThat(publication.receipts()).extracting(Receipt::id).containsExactly("a", "b");
    assertThat(String.join("", bodies)).isEqualTo("[" + event("a") + "][" + event("b") + "]");
    assertThat(journals).isEmptyDirectory();
  }

  @Test
  void twoEventsOfOneNameAreOneIfTheyAreTheSame() throws Exception {
    assertThat(publish(event("a") + event("a")).receipts()).hasSize(2);
    assertThat(bodies).hasSize(1);
    assertThatThrownBy(() -> publish(event("a") + event("a").replace(":", ": ")))
        .isInstanceOfSatisfying(
            JournalException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NAME_TAKEN))
        .hasMessageContaining("/s a");
  }

  @Test
  void manyEventsAreAFewRequestsNoneOfThemTooLong() throws Exception {
    // Given
    String big = "x".repeat(10_000);
    String file =
        IntStream.range(0, 1_500)
            .mapToObj(i -> event("id-" + i).replace("}", ",\"note\":\"" + big + "\"}"))
            .collect(Collectors.joining("\n"));

    // When
    Publication publication = publish(file);

    // Then
    assertThat(publication.receipts())
        .extracting(Receipt::id)
        .containsExactlyElementsOf(IntStream.range(0, 1_500).mapToObj(i -> "id-" + i).toList());
    assertThat(bodies)
        .hasSizeLessThan(30)
        .allSatisfy(body -> assertThat(body.length()).isLessThanOrEqualTo(MIB))
        .anySatisfy(body -> assertThat(body.length()).isGreaterThan(MIB - 11_000));
  }

  private ObjectNode answer(JsonNode events) {
    ObjectNode answer = json.createObjectNode().put("title", "Invalid events");
    ArrayNode receipts = json.createArrayNode();
    ArrayNode violations = json.createArrayNode();
    for (int index = 0; index < events.size(); index++) {
      JsonNode event = events.get(index);
      if (event.has("wrong")) {
        violations
            .addObject()
            .put("index", index)
            .put("pointer", "/wrong")
            .put("rule", "unknown-attribute");
      }
      receipts
          .addObject()
          .put("id", event.path("id").asText())
          .put("source", event.path("source").asText())
          .put("partition", 2)
          .put("offset", 7);
    }
    return violations.isEmpty()
        ? answer.set("receipts", receipts)
        : answer.set("violations", violations);
  }

  private static String event(String id) {
    return "{\"source\":\"/s\",\"id\":\"" + id + "\"}";
  }

  private Publication publish(String file) throws IOException, InterruptedException {
    return publish(file, LONG);
  }

  private Publication publish(String file, Duration patience)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
    List<EventText> events =
        EventFile.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    PublishJournal journal = PublishJournal.of(journals, events);
    return new Publisher(journal, List.of(address), patience, InstantSource.system())
        .publish(events);
  }

  private static HttpServer withoutContext() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
