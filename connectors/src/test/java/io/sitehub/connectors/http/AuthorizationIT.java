package io.sitehub.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.connectors.http.FakeErp.Reaction;
import io.sitehub.connectors.http.FakeErp.Request;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorizationIT {

  private final AtomicLong nanos = new AtomicLong();
  private final Clocks clocks = new Clocks(InstantSource.system(), nanos::get);
  private FakeErp erp;

  @BeforeEach
  void startErp() throws Exception {
    erp = new FakeErp(FakeErp.friendly());
  }

  @AfterEach
  void stopErp() {
    erp.close();
  }

  private RunningTask oauth(String secret) {
    return RunningTask.start(
        erp,
        new FakeContext(),
        clocks,
        "auth",
        "oauth2",
        "oauth.token.url",
        erp.url("/token"),
        "oauth.client.id",
        "sitehub",
        "oauth.client.secret",
        secret);
  }

  @Test
  void showsTheApiKey() throws Exception {
    // Given
    try (RunningTask task =
        RunningTask.start(
            erp, "auth", "api-key", "api.key.header", "X-Api-Key", "api.key", "s3cr3t")) {
      // When
      task.deliver(Tickets.record(0, Tickets.ticket(1, 1)));

      // Then
      assertThat(erp.requests().getFirst().header("X-api-key")).isEqualTo("s3cr3t");
    }
  }

  @Test
  void asksForOneTokenAndUsesItUntilShortlyBeforeItsEnd() throws Exception {
    // Given: tokens live for 100 s
    try (RunningTask task = oauth("s3cr3t")) {
      // When
      task.deliver(
          LongStream.range(0, 8)
              .mapToObj(i -> Tickets.record(i, Tickets.ticket(i + 1, 1)))
              .toArray(SinkRecord[]::new));
      nanos.addAndGet(89_000_000_000L);
      task.deliver(Tickets.record(8, Tickets.ticket(9, 1)));

      // Then
      assertThat(erp.tokens()).isEqualTo(1);
      assertThat(erp.requests())
          .extracting(request -> request.header("Authorization"))
          .containsOnly("Bearer token-1");

      // When
      nanos.addAndGet(2_000_000_000L);
      task.deliver(Tickets.record(9, Tickets.ticket(10, 1)));

      // Then
      assertThat(erp.tokens()).isEqualTo(2);
      assertThat(erp.requests().getLast().header("Authorization")).isEqualTo("Bearer token-2");
    }
  }

  @Test
  void asksForAnotherTokenOnceWhenTheErpDoesNotKnowIt() throws Exception {
    // Given
    erp.mood(request ->
        request.header("Authorization").equals("Bearer token-1")
            ? FakeErp.say(401, "")
            : new Reaction.Take(201));
    try (RunningTask task = oauth("s3cr3t")) {
      // When
      task.deliver(Tickets.record(0, Tickets.ticket(1, 1)));

      // Then
      assertThat(erp.requests()).extracting(Request::key).containsOnly("lyon-1/1/1").hasSize(2);
      assertThat(erp.effects()).containsExactly("1/1");
      assertThat(task.deliveries()).isEqualTo(1);
    }
  }

  @Test
  void keepsTicketsWhenAnotherTokenDoesNotHelp() {
    // Given
    erp.mood(request -> FakeErp.say(401, ""));
    try (RunningTask task = oauth("s3cr3t")) {
      // When, then
      assertThatThrownBy(() -> task.put(Tickets.record(0, Tickets.ticket(1, 1))))
          .isInstanceOf(DeferredTicketsException.class)
          .hasMessageContainingAll("401", "check auth");
      assertThat(erp.tokens()).isEqualTo(2);
      assertThat(erp.requests()).hasSize(2);
      assertThat(task.context.deadLetters()).isEmpty();
    }
  }

  @Test
  void keepsTicketsWhenTheClientIsNotKnown() {
    // Given
    try (RunningTask task = oauth("wrong")) {
      // When, then
      assertThatThrownBy(() -> task.put(Tickets.record(0, Tickets.ticket(1, 1))))
          .isInstanceOf(DeferredTicketsException.class)
          .hasMessageContainingAll(
              "oauth.token.url answered 401 (invalid_client)", "oauth.client.secret")
          .hasMessageNotContaining("wrong");
      assertThat(erp.requests()).isEmpty();
      assertThat(task.context.deadLetters()).isEmpty();
    }
  }
}
