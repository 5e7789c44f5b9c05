package io.sitehub.gateway.submit;

import static io.sitehub.gateway.TestEvents.WEIGHING_DATA;
import static io.sitehub.gateway.TestEvents.entered;
import static io.sitehub.gateway.TestEvents.weighing;
import static io.sitehub.gateway.submit.SubmitServer.BATCH;
import static io.sitehub.gateway.submit.SubmitServer.STRUCTURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sitehub.gateway.submit.SubmitServer.Reply;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong is said with its place and its rule, and nothing is written. */
class BadInputIT {
  private static SubmitServer server;

  @BeforeAll
  static void start() {
    server = new SubmitServer();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @AfterEach
  void nothingWasWritten() {
    assertThat(server.log.written()).isEmpty();
  }

  static Stream<Arguments> invalid() {
    String good = entered("lyon-1", "e-1");
    return Stream.of(
        arguments(
            "unknown type", good.replace("gate.entered", "gate.entred"), "/type unknown-type"),
        arguments("no id", good.replace("\"id\":\"e-1\",", ""), "/id required"),
        arguments("empty id", good.replace("\"e-1\",\"source", "\"\",\"source"), "/id id"),
        arguments("ill-formed site", good.replace("\"lyon-1\"", "\"Lyon 1\""), "/siteid site-id"),
        arguments("id is a number", good.replace("\"id\":\"e-1\"", "\"id\":17"), "/id type"),
        arguments(
            "wrong specversion",
            good.replace("\"specversion\":\"1.0\"", "\"specversion\":\"0.3\""),
            "/specversion specversion"),
        arguments("no visit", good.replace("\"subject\":\"v-e-1\",", ""), "/subject required"),
        arguments("bad time", good.replace("2026-11-23T07", "2026-11-23 07x"), "/time date-time"),
        arguments(
            "from the future", good.replace("T07:31:04.5Z", "T12:05:01Z"), "/time clock-skew"),
        arguments(
            "attribute nobody keeps",
            good.replace("\"deviceseq\":7", "\"shift\":7"),
            "/shift unknown-attribute"),
        arguments(
            "attribute twice",
            good.replace("\"deviceseq\":7", "\"deviceseq\":7,\"deviceseq\":7"),
            "/deviceseq duplicate-attribute"),
        arguments(
            "negative counter",
            good.replace("\"deviceseq\":7", "\"deviceseq\":-7"),
            "/deviceseq range"),
        arguments(
            "no data",
            good.replace("\"data\":{\"gateId\":\"north\"}", "\"data\":null"),
            "/data required"),
        arguments(
            "data in base64",
            good.replace("\"data\":{\"gateId\":\"north\"}", "\"data_base64\":\"AA==\",\"data\":{}"),
            "/data_base64 data-base64"),
        arguments("data is a list", good.replace("{\"gateId\":\"north\"}", "[]"), "/data type"),
        arguments("unknown field", good.replace("gateId", "gateID"), "/data/gateID unknown-field"),
        arguments(
            "mistyped",
            weighing(WEIGHING_DATA.replace("41200", "\"41200\"")),
            "/data/grossKg type"),
        arguments(
            "overflow",
            weighing(WEIGHING_DATA.replace("41200", "99999999999999999999")),
            "/data/grossKg maximum"),
        arguments(
            "exponent beyond every decimal",
            weighing(WEIGHING_DATA.replace("41200", "1e99999999999")),
            "/data/grossKg maximum"),
        arguments(
            "the same with data before type",
            dataFirst(weighing(WEIGHING_DATA.replace("41200", "1e99999999999"))),
            "/data/grossKg maximum"),
        arguments(
            "mistyped with data before type",
            dataFirst(weighing(WEIGHING_DATA.replace("41200", "\"41200\""))),
            "/data/grossKg type"),
        arguments(
            "a millisecond too far in the future",
            good.replace("T07:31:04.5Z", "T12:05:00.001Z"),
            "/time clock-skew"),
        arguments(
            "beyond the rule",
            weighing(WEIGHING_DATA.replace("41200", "200001")),
            "/data/grossKg maximum"),
        arguments(
            "no such word", weighing(WEIGHING_DATA.replace("first", "frist")), "/data/pass enum"));
  }

  /** The same event with its data as the first member. */
  private static String dataFirst(String event) {
    int data = event.lastIndexOf(",\"data\":");
    String member = event.substring(data + 1, event.length() - 1);
    return "{" + member + "," + event.substring(1, data) + "}";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void an_invalid_event_is_422_with_pointer_and_rule(String what, String body, String violation) {
    Reply reply = server.post(STRUCTURED, body);

    assertThat(reply.status()).as("%s: %s", what, reply.json()).isEqualTo(422);
    assertThat(reply.violations()).as("%s", reply.json()).containsExactly(violation);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
  }

  static Stream<Arguments> malformed() {
    byte[] latin =
        entered("lyon-1", "e-1")
            .replace("north", "n\u00f6rd")
            .getBytes(StandardCharsets.ISO_8859_1);
    return Stream.of(
        arguments(
            "truncated",
            entered("lyon-1", "e").substring(0, 90).getBytes(StandardCharsets.UTF_8),
            "json-syntax"),
        arguments("empty", new byte[0], "type"),
        arguments("not JSON", "hello".getBytes(StandardCharsets.UTF_8), "json-syntax"),
        arguments("two values", "{} {}".getBytes(StandardCharsets.UTF_8), "json-syntax"),
        arguments("a list", "[]".getBytes(StandardCharsets.UTF_8), "type"),
        arguments("invalid UTF-8", latin, "utf-8"),
        arguments(
            "deeply nested",
            ("{\"data\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}")
                .getBytes(StandardCharsets.UTF_8),
            "nesting-depth"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void what_cannot_be_read_is_400(String what, byte[] body, String rule) {
    Reply reply = server.post(STRUCTURED, body);

    assertThat(reply.status()).as("%s: %s", what, reply.json()).isEqualTo(400);
    assertThat(reply.json().at("/violations/0/rule").asText()).isEqualTo(rule);
  }

  @Test
  void all_violations_of_all_events_are_said_and_the_good_ones_are_not_written() {
    // Given a batch whose first event is right
    String batch =
        "[%s,%s,%s,7]"
            .formatted(
                entered("lyon-1", "e-1"),
                entered("Lyon", "e-2").replace("gateId", "gate"),
                entered("lyon-1", "e-1"));

    // When
    Reply reply = server.post(BATCH, batch);

    // Then
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.violations())
        .containsExactlyInAnyOrder(
            "1 /siteid site-id",
            "1 /data/gate unknown-field",
            "2 /id duplicate-in-batch",
            "3  type");
  }

  @Test
  void a_typo_in_the_type_is_answered_with_the_type_that_was_meant() {
    Reply reply =
        server.post(STRUCTURED, entered("lyon-1", "e-1").replace("gate.entered", "gate.entred"));

    assertThat(reply.json().at("/violations/0/detail").asText())
        .contains("com.sitehub.gate.entered.v1");
  }

  @Test
  void an_empty_batch_is_refused() {
    assertThat(server.post(BATCH, "[]").violations()).containsExactly("empty-batch");
  }

  @Test
  void too_many_events_are_413() {
    String batch =
        IntStream.rangeClosed(0, 1_000)
            .mapToObj(i -> entered("lyon-1", "e-" + i))
            .collect(Collectors.joining(",", "[", "]"));

    Reply reply = server.post(BATCH, batch);

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.violations()).containsExactly("batch-size");
  }

  @Test
  void a_body_that_announces_too_much_is_413() {
    byte[] big = " ".repeat(SubmitServer.MAX_BODY_BYTES + 1).getBytes(StandardCharsets.UTF_8);

    Reply reply = server.post(STRUCTURED, big);

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.violations()).containsExactly("body-size");
  }

  @Test
  void a_body_in_chunks_that_grows_too_long_is_413() {
    byte[] big = " ".repeat(SubmitServer.MAX_BODY_BYTES + 1).getBytes(StandardCharsets.UTF_8);

    Reply reply =
        server.send(
            server
                .request("/v1/events")
                .header("Content-Type", STRUCTURED)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big)))
                .build());

    assertThat(reply.status()).isEqualTo(413);
  }

  @Test
  void other_media_types_charsets_and_encodings_are_415() {
    String body = entered("lyon-1", "e-1");

    Reply plain = server.post("text/plain", body);
    assertThat(plain.status()).isEqualTo(415);
    assertThat(plain.violations()).containsExactly("content-type media-type");
    Reply latin = server.post(STRUCTURED + "; charset=iso-8859-1", body);
    assertThat(latin.status()).isEqualTo(415);
    assertThat(latin.violations()).containsExactly("content-type charset");
    Reply gzip =
        server.send(
            server
                .request("/v1/events")
                .header("Content-Type", STRUCTURED)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString(body))
                .build());
    assertThat(gzip.status()).isEqualTo(415);
    assertThat(gzip.violations()).containsExactly("content-encoding content-encoding");
  }

  @Test
  void another_method_is_405_with_the_right_one_named() {
    Reply reply = server.send(server.request("/v1/events").GET().build());

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo("POST");
  }

  @Test
  void a_path_that_does_not_exist_is_a_problem_document() {
    Reply reply = server.send(server.request("/v1/event").GET().build());

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void headers_of_binary_mode_are_held_to_the_same_rules() {
    Reply reply =
        server.send(
            server
                .request("/v1/events")
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-type", "com.sitehub.gate.entered.v1")
                .header("ce-source", "/sites/lyon-1/terminals/gate-1")
                .header("ce-id", "e-1")
                .header("ce-siteid", "lyon_1")
                .header("ce-time", "2026-11-23T07:31:04Z")
                .header("ce-subject", "v-1")
                .POST(BodyPublishers.ofString("{\"gateId\":1}"))
                .build());

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.violations()).isEqualTo(List.of("/siteid site-id", "/data/gateId type"));
  }
}
