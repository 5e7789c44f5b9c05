package io.sitehub.gateway.submit;

import static io.sitehub.gateway.TestEvents.entered;
import static io.sitehub.gateway.submit.SubmitServer.BATCH;
import static io.sitehub.gateway.submit.SubmitServer.STRUCTURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.gateway.submit.SubmitServer.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client sees of the log's answers. */
class EventsHandlerIT {
  private SubmitServer server = new SubmitServer();

  @AfterEach
  void stop() throws InterruptedException {
    server.log.release();
    server.close();
  }

  @Test
  void every_mode_gives_receipts_in_the_order_of_the_request() {
    Reply structured = server.post(STRUCTURED, entered("lyon-1", "e-1"));
    Reply plain = server.post("application/json", entered("lyon-1", "e-2"));
    Reply batch =
        server.post(BATCH, "[" + entered("lyon-1", "e-3") + "," + entered("lyon-1", "e-4") + "]");
    Reply binary =
        server.send(
            server
                .request("/v1/events")
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-type", "com.sitehub.gate.entered.v1")
                .header("ce-source", "/sites/lyon-1/terminals/gate-1")
                .header("ce-id", "e-5")
                .header("ce-siteid", "lyon-1")
                .header("ce-time", "2026-11-23T07:31:04Z")
                .header("ce-subject", "v-1")
                .POST(BodyPublishers.ofString("{\"gateId\":\"north\"}"))
                .build());

    for (Reply reply : List.of(structured, plain, batch, binary)) {
      assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
    }
    assertThat(batch.json().at("/receipts/1/id").asText()).isEqualTo("e-4");
    assertThat(batch.json().at("/receipts/1/partition").asInt()).isEqualTo(3);
    assertThat(batch.json().at("/receipts/1/offset").asInt()).isEqualTo(41);
    assertThat(server.log.written())
        .extracting(event -> event.attributes().name().id())
        .containsExactly("e-1", "e-2", "e-3", "e-4", "e-5");
  }

  @Test
  void a_clock_may_be_five_minutes_ahead_or_years_behind_and_not_a_millisecond_more() {
    // Given
    Instant latest = SubmitServer.NOW.plus(Duration.ofMinutes(5));

    // When
    Reply onTheLimit = server.post(STRUCTURED, enteredAt("limit", latest));
    Reply yearsOld =
        server.post(STRUCTURED, enteredAt("old", Instant.parse("1999-12-31T23:59:59Z")));
    Reply beyond = server.post(STRUCTURED, enteredAt("beyond", latest.plusMillis(1)));

    // Then
    assertThat(onTheLimit.status()).as("%s", onTheLimit.json()).isEqualTo(200);
    assertThat(yearsOld.status()).as("%s", yearsOld.json()).isEqualTo(200);
    assertThat(beyond.status()).isEqualTo(422);
    assertThat(beyond.violations()).containsExactly("/time clock-skew");
    assertThat(server.log.written())
        .extracting(event -> event.attributes().time())
        .containsExactly(latest, Instant.parse("1999-12-31T23:59:59Z"));
  }

  @Test
  void the_limit_of_the_clock_is_one_moment_in_every_time_zone() {
    // Given the same moments as a terminal in Paris writes them
    String event = entered("lyon-1", "e-1");

    // When
    Reply onTheLimit = server.post(STRUCTURED, event.replace("T07:31:04.5Z", "T13:05:00+01:00"));
    Reply beyond = server.post(STRUCTURED, event.replace("T07:31:04.5Z", "T13:05:00.001+01:00"));

    // Then
    assertThat(onTheLimit.status()).as("%s", onTheLimit.json()).isEqualTo(200);
    assertThat(beyond.violations()).containsExactly("/time clock-skew");
  }

  private static String enteredAt(String id, Instant time) {
    return entered("lyon-1", id).replace("2026-11-23T07:31:04.5Z", time.toString());
  }

  @Test
  void an_unknown_outcome_is_503_never_success_and_never_the_clients_fault() {
    server.log.fail();

    Reply reply = server.post(STRUCTURED, entered("lyon-1", "e-1"));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isNotEmpty();
    assertThat(reply.json().path("retryable").asBoolean()).isTrue();
  }

  @Test
  void a_fault_while_answering_is_500_and_frees_the_room() {
    server.log.confuse();

    Reply reply = server.post(STRUCTURED, entered("lyon-1", "e-1"));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.json().path("traceId").asText()).matches("[0-9a-f]{32}");
    await().until(() -> server.admission().requests() == 0 && server.admission().bytes() == 0);
    assertThat(server.responder().check().isReady()).isTrue();
  }

  @Test
  void overload_is_refused_at_once_while_the_log_is_slow() throws Exception {
    // Given a gateway that takes two requests at a time, and two that wait for the log
    server.close();
    server = new SubmitServer(2);
    server.log.hold();
    List<CompletableFuture<Reply>> waiting = new ArrayList<>();
    waiting.add(server.postLater(STRUCTURED, entered("lyon-1", "e-1")));
    waiting.add(server.postLater(STRUCTURED, entered("lyon-1", "e-2")));
    await().until(() -> server.log.heldCount() == 2);

    // When
    Reply refused = server.post(STRUCTURED, entered("lyon-1", "e-3"));

    // Then
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    server.log.release();
    assertThat(waiting).allSatisfy(reply -> assertThat(reply.get().status()).isEqualTo(200));
    await().until(() -> server.admission().requests() == 0 && server.admission().bytes() == 0);
    assertThat(server.log.written()).hasSize(2);
  }

  @Test
  void a_drain_finishes_what_is_under_way_and_asks_clients_to_go() throws Exception {
    // Given a request that waits for the log
    server.log.hold();
    CompletableFuture<Reply> underWay = server.postLater(STRUCTURED, entered("lyon-1", "e-1"));
    await().until(() -> server.log.heldCount() == 1);

    // When requests are no longer taken
    server.admission().close();
    Reply refused = server.post(STRUCTURED, entered("lyon-1", "e-2"));
    server.log.release();

    // Then
    assertThat(refused.status()).isEqualTo(503);
    assertThat(underWay.get().status()).isEqualTo(200);
    assertThat(underWay.get().header("Connection")).isEqualToIgnoringCase("close");
  }
}
