package io.sitehub.gateway.submit;

import static io.sitehub.gateway.TestEvents.entered;
import static io.sitehub.gateway.submit.SubmitServer.BATCH;
import static io.sitehub.gateway.submit.SubmitServer.STRUCTURED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.sitehub.gateway.submit.SubmitServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is served, and nothing is answered, that the OpenAPI document does not know. */
class OpenApiIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document = document();
  private SubmitServer server = new SubmitServer();

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void every_route_is_documented() {
    // Given what is routed, and what the handler in front of the routes takes
    Set<String> served = new TreeSet<>(Set.of("POST " + EventsHandler.PATH));
    Javalin unused =
        Javalin.create(config -> {
          config.events.handlerAdded(
              route -> served.add(route.getHttpMethod().name() + " " + route.getPath()));
          OpenApi.routes(config);
        });

    // When
    Set<String> documented = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method ->
                    documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    // Then
    assertThat(served).isEqualTo(documented);
  }

  @Test
  void the_document_is_served_and_what_it_names_is_there() {
    // When
    Reply served = server.send(server.request(OpenApi.PATH).GET().build());

    // Then
    assertThat(served.status()).isEqualTo(200);
    assertThat(served.json()).isEqualTo(document);
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                  Reply reply =
                      server.send(
                          server
                              .request(path.getKey())
                              .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody())
                              .build());
                  assertThat(reply.status()).as("%s %s", method, path.getKey()).isNotIn(404, 405);
                }));
  }

  @Test
  void every_way_to_refuse_is_documented() {
    JsonNode answers = document.at("/paths/~1v1~1events/post/responses");
    List<Refusal> refusals =
        List.of(
            Refusal.method(),
            Refusal.mediaType("media-type", ""),
            Refusal.bodyTooSlow(Duration.ofSeconds(1)),
            Refusal.bodyTooLarge(1),
            Refusal.overloaded(),
            Refusal.unknown(),
            Refusal.notServing(),
            Refusal.fault());
    assertThat(refusals)
        .allSatisfy(refusal -> assertThat(answers.has("" + refusal.problem().status())).isTrue());
    assertThat(answers.has("400") && answers.has("422") && answers.has("200")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1",
        "/v1/event",
        "/v1/events/e-1",
        "/v2/events",
        "/openapi.yaml",
        "/swagger",
        "/health/live",
        "/health/ready",
        "/metrics",
        "/info"
      })
  void anything_else_is_404_also_what_the_management_port_serves(String path) {
    for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
      Reply reply =
          server.send(server.request(path).method(method, BodyPublishers.noBody()).build());

      assertThat(reply.status()).as("%s %s", method, path).isEqualTo(404);
      assertThat(undocumented("/components/schemas/Problem", reply.json())).isEmpty();
    }
  }

  @Test
  void receipts_are_as_documented() {
    assertDocumented(200, server.post(STRUCTURED, entered("lyon-1", "e-1")));
    assertDocumented(200, server.post(BATCH, "[" + entered("lyon-1", "e-2") + "]"));
  }

  @Test
  void what_is_wrong_with_a_request_is_said_as_documented() {
    String good = entered("lyon-1", "e-1");

    assertDocumented(400, server.post(STRUCTURED, good.substring(0, 90)));
    assertDocumented(405, server.send(server.request(EventsHandler.PATH).GET().build()));
    assertDocumented(413, server.post(STRUCTURED, " ".repeat(SubmitServer.MAX_BODY_BYTES + 1)));
    assertDocumented(413, server.post(BATCH, "[" + "{},".repeat(1_000) + "{}]"));
    assertDocumented(415, server.post("text/plain", good));
    assertDocumented(422, server.post(STRUCTURED, good.replace("gateId", "gate")));
    assertDocumented(422, server.post(BATCH, "[" + good + "," + good + "]"));
  }

  @Test
  void a_body_that_stops_is_answered_as_documented() throws Exception {
    // Given
    server.close();
    server = new SubmitServer(10, Duration.ofMillis(300));

    // When a body is announced and does not come
    String answer;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String head =
          "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
              + STRUCTURED
              + "\r\nContent-Length: 1000\r\n\r\n{";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    // Then
    String[] parts = answer.split("\r\n\r\n", 2);
    assertThat(parts[0])
        .startsWith("HTTP/1.1 408")
        .containsIgnoringCase("Content-Type: application/problem+json");
    assertDocumented(408, "application/problem+json", JSON.readTree(parts[1]));
  }

  @Test
  void what_the_gateway_cannot_do_is_said_as_documented() throws Exception {
    String good = entered("lyon-1", "e-1");

    // When the log does not acknowledge, requests are not taken, or there is no room
    server.log.fail();
    Reply unknown = server.post(STRUCTURED, good);
    server.admission().close();
    Reply notServing = server.post(STRUCTURED, good);
    server.close();
    server = new SubmitServer(0);
    Reply overloaded = server.post(STRUCTURED, good);

    // Then
    for (Reply reply : List.of(unknown, notServing, overloaded)) {
      assertDocumented(503, reply);
      assertThat(reply.header("Retry-After")).matches("[0-9]+");
    }
    assertThat(answer(503).at("/headers/Retry-After").isObject()).isTrue();
    assertThat(List.of(unknown, notServing, overloaded))
        .extracting(reply -> reply.json().path("type").asText())
        .doesNotHaveDuplicates();

    // And when the fault is the gateway's own
    server.close();
    server = new SubmitServer();
    server.log.confuse();
    assertDocumented(500, server.post(STRUCTURED, good));
  }

  @Test
  void the_comparison_finds_what_is_missing_mistyped_or_not_documented() throws Exception {
    JsonNode answer =
        JSON.readTree(
            """
            {"type":"about:blank","status":"400","cause":"java.lang.Error",
             "violations":[{"pointer":"/id","rule":"id","detail":"","line":7}]}
            """);

    assertThat(undocumented("/components/schemas/Problem", answer))
        .containsExactlyInAnyOrder(
            "/title is missing",
            "/status is no integer",
            "/cause is not documented",
            "/violations/0/line is not documented");
  }

  private void assertDocumented(int status, Reply reply) {
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(status);
    assertDocumented(status, reply.header("Content-Type"), reply.json());
  }

  private void assertDocumented(int status, String contentType, JsonNode body) {
    JsonNode media = answer(status).path("content").path(contentType);
    assertThat(media.has("schema")).as("%d as %s", status, contentType).isTrue();
    assertThat(undocumented(media.path("schema"), body, "")).as("%s", body).isEmpty();
    if (status >= 400) {
      assertThat(body.path("status").asInt()).isEqualTo(status);
    }
  }

  /** What the document says of this answer to a submission. */
  private JsonNode answer(int status) {
    return resolved(document.at("/paths/~1v1~1events/post/responses").path("" + status));
  }

  private List<String> undocumented(String schema, JsonNode value) {
    return undocumented(document.at(schema), value, "");
  }

  /** Where a value differs from its schema: members and types, which is all our answers need. */
  private List<String> undocumented(JsonNode schemaOrReference, JsonNode value, String pointer) {
    JsonNode schema = resolved(schemaOrReference);
    String type = schema.path("type").asText();
    List<String> found = new ArrayList<>();
    if (!isOfType(type, value)) {
      found.add(pointer + " is no " + type);
    } else if (value.isObject()) {
      for (JsonNode required : schema.path("required")) {
        if (!value.has(required.asText())) {
          found.add(pointer + "/" + required.asText() + " is missing");
        }
      }
      value
          .properties()
          .forEach(member -> {
            JsonNode known = schema.path("properties").path(member.getKey());
            String at = pointer + "/" + member.getKey();
            if (known.isMissingNode()) {
              found.add(at + " is not documented");
            } else {
              found.addAll(undocumented(known, member.getValue(), at));
            }
          });
    } else {
      for (int i = 0; i < value.size(); i++) {
        found.addAll(undocumented(schema.path("items"), value.get(i), pointer + "/" + i));
      }
    }
    return found;
  }

  private static boolean isOfType(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      default -> false;
    };
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static JsonNode document() {
    try {
      return JSON.readTree(OpenApi.document());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
