package io.sitehub.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.gateway.submit.SubmitServer.Reply;
import io.sitehub.model.cloudevent.EventAttributes;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attributes in headers, at the edges of what CloudEvents HTTP protocol binding 1.0.2, section
 * 3.1.3, allows.
 */
class BinaryModeIT {
  private static final String DATA = "{\"gateId\":\"north\"}";

  private SubmitServer server;

  @BeforeEach
  void start() {
    server = new SubmitServer();
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void percent_encoded_and_quoted_values_are_decoded() {
    // Given a space, quotes, two and four bytes of UTF-8, hexadecimal in either case
    HttpRequest.Builder request =
        event()
            .header("ce-id", "\"e\\\"1%2d\"")
            .header("ce-actor", "J%C3%BCrgen%20%22%f0%9f%9a%9b%22%25")
            .header("ce-subject", "v%3A1");

    // When
    Reply reply = post(request, DATA);

    // Then
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
    EventAttributes written = server.log.written().getFirst().attributes();
    assertThat(written.name().id()).isEqualTo("e\"1-");
    assertThat(written.actor()).isEqualTo("J\u00fcrgen \"\ud83d\ude9b\"%");
    assertThat(written.subject()).isEqualTo("v:1");
    assertThat(reply.json().at("/receipts/0/id").asText()).isEqualTo("e\"1-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%zz",
        "%",
        "a%4",
        "%4g",
        "%+1",
        "100% sure",
        "%C3",
        "%C3%28",
        "%C0%80",
        "%ED%A0%80"
      })
  void what_is_no_percent_encoded_utf_8_is_400_with_the_header_and_the_rule(String value) {
    Reply reply =
        post(
            event().header("ce-id", "e-1").header("ce-subject", "v-1").header("ce-actor", value),
            DATA);

    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(400);
    assertThat(reply.violations()).containsExactly("ce-actor header-encoding");
    assertThat(server.log.written()).isEmpty();
  }

  @Test
  void what_is_decoded_is_held_to_the_same_rules() {
    Reply reply =
        post(
            event()
                .header("ce-id", "e%001")
                .header("ce-subject", "v%201")
                .header("ce-actor", "%22%22%0A"),
            DATA);

    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(422);
    assertThat(reply.violations())
        .containsExactlyInAnyOrder("/id id", "/subject visit-id", "/actor actor");
    assertThat(server.log.written()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \r\n\t"})
  void an_empty_body_is_an_event_without_data(String body) {
    Reply reply = post(event().header("ce-id", "e-1").header("ce-subject", "v-1"), body);

    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(422);
    assertThat(reply.violations()).containsExactly("/data required");
    assertThat(server.log.written()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"e-1", "e-2"})
  void an_id_that_is_sent_twice_is_400_even_if_both_are_the_same(String second) {
    Reply reply =
        post(
            event().header("ce-id", "e-1").header("ce-id", second).header("ce-subject", "v-1"),
            DATA);

    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(400);
    assertThat(reply.violations()).containsExactly("ce-id duplicate-header");
    assertThat(server.log.written()).isEmpty();
  }

  @Test
  void the_content_type_of_the_data_has_one_place() {
    Reply reply =
        post(
            event()
                .header("ce-id", "e-1")
                .header("ce-subject", "v-1")
                .header("ce-datacontenttype", "application/json"),
            DATA);

    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(422);
    assertThat(reply.violations()).containsExactly("/datacontenttype header");
    assertThat(server.log.written()).isEmpty();
  }

  /** A valid event but for its id and its visit, which are still to be added. */
  private HttpRequest.Builder event() {
    return server
        .request("/v1/events")
        .header("Content-Type", "application/json")
        .header("ce-specversion", "1.0")
        .header("ce-type", "com.sitehub.gate.entered.v1")
        .header("ce-source", "/sites/lyon-1/terminals/gate-1")
        .header("ce-siteid", "lyon-1")
        .header("ce-time", "2026-11-23T07:31:04Z");
  }

  private Reply post(HttpRequest.Builder request, String body) {
    return server.send(request.POST(BodyPublishers.ofString(body)).build());
  }
}
