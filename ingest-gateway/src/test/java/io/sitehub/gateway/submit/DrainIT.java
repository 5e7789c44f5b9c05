package io.sitehub.gateway.submit;

import static io.sitehub.gateway.TestEvents.entered;
import static io.sitehub.gateway.submit.SubmitServer.STRUCTURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.gateway.submit.SubmitServer.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients see while a gateway is stopped behind a load balancer. */
class DrainIT {
  private final SubmitServer server = new SubmitServer();
  private final ExecutorService stopper = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() throws InterruptedException {
    server.log.release();
    stopper.shutdownNow();
    server.close();
  }

  @Test
  void requests_are_taken_during_the_delay_then_refused_and_those_under_way_are_awaited()
      throws Exception {
    // Given a request that waits for the log
    Drain drain = new Drain(server.admission(), Duration.ofSeconds(3));
    assertThat(drain.check().isReady()).isTrue();
    server.log.hold();
    CompletableFuture<Reply> before = server.postLater(STRUCTURED, entered("lyon-1", "before"));
    await().until(() -> server.log.heldCount() == 1);

    // When the stop begins
    Future<Long> underWayAtTheEnd =
        stopper.submit(() -> {
          drain.stop(Duration.ofMinutes(1));
          return server.admission().requests();
        });
    await().until(() -> !drain.check().isReady());

    // Then a balancer that has not seen it yet may still send
    CompletableFuture<Reply> during = server.postLater(STRUCTURED, entered("lyon-1", "during"));
    await().until(() -> server.log.heldCount() == 2);

    // And after the delay nothing is taken any more, while the stop waits for both
    await().until(() -> !server.admission().serving());
    Reply after = server.post(STRUCTURED, entered("lyon-1", "after"));
    assertThat(after.status()).isEqualTo(503);
    assertThat(after.json().path("type").asText()).endsWith(":not-serving");
    assertThat(after.header("Retry-After")).isEqualTo("1");
    assertThat(underWayAtTheEnd.isDone()).isFalse();

    // And both are answered before it ends
    server.log.release();
    assertThat(underWayAtTheEnd.get()).isZero();
    assertThat(before.get().status()).isEqualTo(200);
    assertThat(during.get().status()).isEqualTo(200);
    assertThat(during.get().header("Connection")).isEqualToIgnoringCase("close");
    assertThat(server.log.written())
        .extracting(event -> event.attributes().name().id())
        .containsExactly("before", "during");
  }

  @Test
  void a_log_that_never_answers_does_not_hold_the_stop_beyond_its_time() throws Exception {
    // Given
    Drain drain = new Drain(server.admission(), Duration.ZERO);
    server.log.hold();
    CompletableFuture<Reply> underWay = server.postLater(STRUCTURED, entered("lyon-1", "e-1"));
    await().until(() -> server.log.heldCount() == 1);

    // When
    drain.stop(Duration.ofMillis(200));

    // Then the rest of the gateway may still finish it
    assertThat(server.admission().requests()).isEqualTo(1);
    server.log.release();
    assertThat(underWay.get().status()).isEqualTo(200);
  }
}
