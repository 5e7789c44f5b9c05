package io.sitehub.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.connectors.http.FakeContext.DeadLetter;
import io.sitehub.connectors.http.FakeErp.Reaction;
import io.sitehub.connectors.http.FakeErp.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TicketHttpSinkTaskIT {

  private FakeErp erp;

  @BeforeEach
  void startErp() throws Exception {
    erp = new FakeErp(FakeErp.friendly());
  }

  @AfterEach
  void stopErp() {
    erp.close();
  }

  @Test
  void postsATicketWithItsKeyAndAllItsFields() throws Exception {
    // Given
    try (RunningTask task = RunningTask.start(erp)) {
      // When
      task.deliver(Tickets.record(7, Tickets.ticket(42, 3)));

      // Then
      Request request = erp.requests().getFirst();
      assertThat(request.key()).isEqualTo("lyon-1/42/3");
      assertThat(request.header("Content-type")).isEqualTo("application/json");
      assertThat(request.body())
          .isEqualTo(
              """
              {"siteId":"lyon-1","number":42,"publicNumber":"lyon-1-000042","revision":3,\
              "status":"issued","visitId":"visit-42","carrier":"Müller \\"Söhne\\" & Co",\
              "direction":"outbound","grossKg":38420.5,"tareKg":14200,"netKg":24220.5,\
              "deductionKg":0,"first":{"weighingId":"w-1","scaleId":"scale-1",\
              "at":"2026-03-01T09:00:00Z","grossKg":14200,"manual":false},\
              "second":{"weighingId":"w-2","scaleId":"scale-1","at":"2026-03-01T09:30:00.250Z",\
              "grossKg":38420.5,"manual":false},"documentHash":"ab"}\
              """);
      assertThat(task.committed(Tickets.TOPIC, 8)).isEqualTo(8);
    }
  }

  @Test
  void takesARepeatForASuccess() throws Exception {
    // Given
    erp.mood(request -> FakeErp.say(409, "known"));
    try (RunningTask task = RunningTask.start(erp)) {
      // When
      task.deliver(Tickets.record(0, Tickets.ticket(1, 1)));

      // Then
      assertThat(erp.requests()).hasSize(1);
      assertThat(task.context.deadLetters()).isEmpty();
    }
  }

  @Test
  void handsWhatTheErpRefusesToTheDeadLettersWithItsAnswer() throws Exception {
    // Given
    erp.mood(request ->
        request.key().startsWith("lyon-1/1/")
            ? FakeErp.say(422, "carrier unknown " + "x".repeat(2_000))
            : new Reaction.Take(201));
    try (RunningTask task = RunningTask.start(erp)) {
      SinkRecord refused = Tickets.record(0, Tickets.ticket(1, 1));

      // When
      task.deliver(refused, Tickets.record(1, Tickets.ticket(2, 1)));

      // Then
      DeadLetter letter = task.context.deadLetters().getFirst();
      assertThat(letter.record()).isSameAs(refused);
      assertThat(letter.error()).hasMessageStartingWith("422: carrier unknown xxx");
      assertThat(letter.error().getMessage()).hasSize("422: ".length() + 1_000);
      assertThat(erp.effects()).containsExactly("2/1");
    }
  }

  @Test
  void commitsNothingBeforeADeadLetterIsWritten() throws Exception {
    // Given
    erp.mood(request -> FakeErp.say(422, "no"));
    CompletableFuture<Void> writing = new CompletableFuture<>();
    try (RunningTask task = RunningTask.start(erp, within("1500", "1500"))) {
      task.context.writeDeadLettersWith(() -> writing);
      SinkRecord record = Tickets.record(5, Tickets.ticket(1, 1));

      // When
      assertThatThrownBy(() -> task.put(record)).isInstanceOf(DeferredTicketsException.class);

      // Then
      assertThat(task.committed(Tickets.TOPIC, 6)).isEqualTo(5);

      // When
      writing.complete(null);
      task.deliver(record);

      // Then: it was neither posted nor reported again
      assertThat(task.committed(Tickets.TOPIC, 6)).isEqualTo(6);
      assertThat(erp.requests()).hasSize(1);
      assertThat(task.context.deadLetters()).hasSize(1);
    }
  }

  @Test
  void handsADeadLetterOverAgainThatCouldNotBeWritten() throws Exception {
    // Given
    erp.mood(request -> FakeErp.say(400, "no"));
    AtomicInteger writes = new AtomicInteger();
    try (RunningTask task = RunningTask.start(erp)) {
      task.context.writeDeadLettersWith(() ->
          writes.incrementAndGet() == 1
              ? CompletableFuture.failedFuture(new IllegalStateException("no broker"))
              : CompletableFuture.completedFuture(null));

      // When
      task.deliver(Tickets.record(0, Tickets.ticket(1, 1)));

      // Then
      assertThat(task.context.deadLetters()).hasSize(2);
      assertThat(erp.requests()).hasSize(1);
    }
  }

  @Test
  void failsWithAdviceWhenThereIsNowhereToPutARefusedTicket() {
    // Given
    erp.mood(request -> FakeErp.say(422, "no"));
    try (RunningTask task =
        RunningTask.start(erp, new FakeContext(false), Clocks.of(InstantSource.system()))) {
      // When, then
      assertThatThrownBy(() -> task.put(Tickets.record(0, Tickets.ticket(1, 1))))
          .isInstanceOf(ConnectException.class)
          .isNotInstanceOf(DeferredTicketsException.class)
          .hasMessageContainingAll(
              "errors.tolerance=all",
              "errors.deadletterqueue.topic.name",
              "errors.deadletterqueue.context.headers.enable=true");
      assertThat(task.committed(Tickets.TOPIC, 1)).isZero();
    }
  }

  @Test
  void postsOnlyWhatIsLeftAfterAFailure() throws Exception {
    // Given
    AtomicInteger failures = new AtomicInteger();
    erp.mood(request ->
        request.key().equals("lyon-1/2/1") && failures.getAndIncrement() < 3
            ? FakeErp.say(500, "")
            : new Reaction.Take(201));
    try (RunningTask task = RunningTask.start(erp, "max.in.flight", "1")) {
      // When
      task.deliver(records(1, 2, 3));

      // Then
      assertThat(erp.requests())
          .extracting(Request::key)
          .containsExactly(
              "lyon-1/1/1", "lyon-1/2/1", "lyon-1/2/1", "lyon-1/2/1", "lyon-1/2/1", "lyon-1/3/1");
      assertThat(task.committed(Tickets.TOPIC, 3)).isEqualTo(3);
    }
  }

  @Test
  void commitsUpToTheFirstThatIsNotFinished() throws Exception {
    // Given
    erp.mood(request ->
        request.key().equals("lyon-1/2/1") ? FakeErp.say(503, "") : new Reaction.Take(201));
    try (RunningTask task = RunningTask.start(erp, "max.in.flight", "4")) {
      // When
      assertThatThrownBy(() -> task.put(records(1, 2, 3)))
          .isInstanceOf(DeferredTicketsException.class)
          .hasMessage("the ERP answered 503");

      // Then
      assertThat(task.committed(Tickets.TOPIC, 3)).isEqualTo(1);
      assertThat(task.committed(Tickets.TOPIC, 0)).isZero();
    }
  }

  @Test
  void anAnswerThatComesTooLateDoesNotMakeASecondEffect() throws Exception {
    // Given
    erp.mood(request ->
        request.nth() == 1 ? new Reaction.TakeThenStall(60_000) : new Reaction.Take(200));
    try (RunningTask task = RunningTask.start(erp, within("1000", "5000"))) {
      // When
      task.deliver(Tickets.record(0, Tickets.ticket(1, 1)));

      // Then
      assertThat(erp.requests()).extracting(Request::key).containsOnly("lyon-1/1/1").hasSize(2);
      assertThat(erp.effects()).containsExactly("1/1");
      assertThat(task.context.deadLetters()).isEmpty();
    }
  }

  @Test
  void aServerThatHangsHoldsADeliveryNoLongerThanItsBound() {
    for (Reaction stuck : List.of(new Reaction.Hang(), new Reaction.StallInBody())) {
      // Given
      erp.mood(request -> stuck);
      try (RunningTask task = RunningTask.start(erp, within("200", "400"))) {
        long began = System.nanoTime();

        // When
        assertThatThrownBy(() -> task.put(records(1, 2, 3, 4, 5, 6, 7, 8, 9)))
            .as("%s", stuck)
            .isInstanceOf(DeferredTicketsException.class)
            .hasMessage("no answer within 200 ms");

        // Then: a test of a bound, with room for a slow machine
        assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
        assertThat(task.committed(Tickets.TOPIC, 9)).isZero();
      }
    }
  }

  @Test
  void aSlowErpIsLeftInTimeAndTheRestFollowsAtOnce() throws Exception {
    // Given
    erp.mood(request -> new Reaction.TakeLate(60));
    try (RunningTask task = RunningTask.start(erp, within("2000", "2100", "max.in.flight", "1"))) {
      // When
      assertThatThrownBy(() -> task.put(records(1, 2, 3, 4, 5, 6, 7, 8)))
          .hasMessageContaining("time is up");

      // Then
      assertThat(task.context.timeoutMs()).isEqualTo(1);

      // When
      task.deliver(records(1, 2, 3, 4, 5, 6, 7, 8));

      // Then
      assertThat(erp.effects()).doesNotHaveDuplicates().hasSize(8);
      assertThat(erp.requests()).hasSize(8);
    }
  }

  @Test
  void waitsAsLongAsTheErpAsksButNotLongerThanTheLongestPause() {
    // Given
    AtomicLong nanos = new AtomicLong();
    Clocks clocks = new Clocks(() -> Instant.parse("2026-03-01T09:00:00Z"), nanos::get);
    erp.mood(request ->
        new Reaction.Say(
            429,
            "",
            Map.of("Retry-After", request.nth() == 1 ? "7" : "Sun, 01 Mar 2026 10:00:00 GMT")));
    try (RunningTask task =
        RunningTask.start(erp, new FakeContext(), clocks, "retry.backoff.max.ms", "20000")) {
      SinkRecord record = Tickets.record(0, Tickets.ticket(1, 1));

      // When
      assertThatThrownBy(() -> task.put(record)).hasMessage("the ERP answered 429");

      // Then
      assertThat(task.context.timeoutMs()).isEqualTo(7_000);

      // When: Connect comes before the time because it has offsets to commit
      nanos.addAndGet(3_000_000_000L);
      assertThatThrownBy(() -> task.put(record)).hasMessage("the ERP answered 429");

      // Then
      assertThat(task.context.timeoutMs()).isEqualTo(4_000);
      assertThat(erp.requests()).hasSize(1);

      // When
      nanos.addAndGet(4_000_000_000L);
      assertThatThrownBy(() -> task.put(record)).hasMessage("the ERP answered 429");

      // Then
      assertThat(task.context.timeoutMs()).isEqualTo(20_000);
      assertThat(erp.requests()).hasSize(2);
    }
  }

  @Test
  void aWrongSetupKeepsTicketsWaiting() throws Exception {
    for (int status : new int[] {302, 401, 403, 404, 405, 415}) {
      // Given
      erp.mood(request -> FakeErp.say(status, ""));
      try (RunningTask task = RunningTask.start(erp)) {
        SinkRecord record = Tickets.record(0, Tickets.ticket(status, 1));

        // When
        assertThatThrownBy(() -> task.put(record))
            .isInstanceOf(DeferredTicketsException.class)
            .hasMessageStartingWith("the ERP answered " + status + ": ");

        // Then
        assertThat(task.context.deadLetters()).isEmpty();
        assertThat(task.committed(Tickets.TOPIC, 1)).isZero();

        // When
        erp.mood(FakeErp.friendly());
        task.deliver(record);

        // Then
        assertThat(erp.effects()).contains(status + "/1");
      }
    }
  }

  @Test
  void revisionsOfATicketFollowEachOtherWhileOthersOvertake() throws Exception {
    // Given: whatever is first of ticket 1 takes its time
    erp.mood(request ->
        request.key().equals("lyon-1/1/1") ? new Reaction.TakeLate(100) : new Reaction.Take(201));
    try (RunningTask task = RunningTask.start(erp, "max.in.flight", "8")) {
      // When
      task.deliver(
          Tickets.record(0, Tickets.ticket(1, 1)),
          Tickets.record(1, Tickets.ticket(1, 2)),
          Tickets.record(2, Tickets.ticket(2, 1)),
          Tickets.record(3, Tickets.ticket(1, 3)));

      // Then
      assertThat(erp.effects()).containsExactly("2/1", "1/1", "1/2", "1/3");
    }
  }

  @Test
  void aRevisionWaitsUntilTheOneBeforeItHasItsAnswer() throws Exception {
    // Given
    AtomicInteger failures = new AtomicInteger();
    erp.mood(request ->
        request.key().equals("lyon-1/1/1") && failures.getAndIncrement() < 5
            ? FakeErp.say(500, "")
            : new Reaction.Take(201));
    try (RunningTask task = RunningTask.start(erp)) {
      // When
      task.deliver(
          Tickets.record(0, Tickets.ticket(1, 1)), Tickets.record(1, Tickets.ticket(1, 2)));

      // Then
      assertThat(erp.requests().subList(0, 6)).extracting(Request::key).containsOnly("lyon-1/1/1");
      assertThat(erp.effects()).containsExactly("1/1", "1/2");
    }
  }

  @Test
  void aRedriveIsForOneConnectorAndNeverBringsAnOldRevisionBack() throws Exception {
    // Given
    try (RunningTask task = RunningTask.start(erp)) {
      task.deliver(Tickets.record(0, Tickets.ticket(1, 2)));

      // When
      task.deliver(
          Tickets.redrive(0, Tickets.ticket(1, 1), RunningTask.NAME),
          Tickets.redrive(1, Tickets.ticket(2, 1), "another"),
          Tickets.redrive(2, Tickets.ticket(3, 1), RunningTask.NAME),
          Tickets.redrive(
              3, Tickets.ticket(4, 1), RunningTask.NAME.getBytes(StandardCharsets.UTF_8)));

      // Then
      assertThat(erp.effects()).containsExactlyInAnyOrder("1/2", "3/1", "4/1");
      assertThat(task.committed(Tickets.REDRIVES, 4)).isEqualTo(4);
      assertThat(task.context.deadLetters()).isEmpty();
    }
  }

  @Test
  void aBatchIsOneRequestWithAKeyOfItsMembers() throws Exception {
    // Given
    try (RunningTask task = RunningTask.start(erp, "batch.size", "3")) {
      // When
      task.deliver(records(1, 2, 3, 4));

      // Then
      assertThat(erp.requests())
          .extracting(Request::key)
          .containsExactlyInAnyOrder(
              "cba10413f2a526d4808fcd227873004140accf9bf653a5ac05eb1f130b08f8fe", "lyon-1/4/1");
      assertThat(erp.requests()).allSatisfy(r -> assertThat(r.body()).startsWith("["));
    }
  }

  @Test
  void aBatchKeepsItsMembersAndItsKeyFromAttemptToAttempt() throws Exception {
    // Given
    erp.mood(request ->
        request.nth() <= 2 ? new Reaction.TakeThenStall(60_000) : new Reaction.Take(201));
    try (RunningTask task = RunningTask.start(erp, within("1000", "5000", "batch.size", "2"))) {
      // When
      task.deliver(records(1, 2, 3, 4));

      // Then
      assertThat(erp.requests()).hasSize(4);
      assertThat(erp.requests()).extracting(Request::key).containsOnly(keyOf(1, 2), keyOf(3, 4));
    }
  }

  @Test
  void nobodyJoinsABatchWhoseFateIsNotKnown() throws Exception {
    // Given: 1 is refused, so 2 is alone; 2 by itself and 3 with 4 are taken, and no answer comes
    Set<String> seen = ConcurrentHashMap.newKeySet();
    erp.mood(request -> {
      if (FakeErp.members(request).anyMatch("1/1"::equals)) {
        return FakeErp.say(422, "1 is wrong");
      }
      return seen.add(request.key()) ? new Reaction.TakeThenStall(60_000) : new Reaction.Take(201);
    });
    try (RunningTask task = RunningTask.start(erp, within("1000", "5000", "batch.size", "2"))) {
      // When
      task.deliver(records(1, 2, 3, 4));

      // Then
      assertThat(erp.requests())
          .extracting(Request::key)
          .containsExactlyInAnyOrder(
              keyOf(1, 2), keyOf(3, 4), keyOf(3, 4), "lyon-1/1/1", "lyon-1/2/1", "lyon-1/2/1");
    }
  }

  private static String keyOf(long one, long other) {
    return IdempotencyKey.of(List.of(Tickets.ticket(one, 1), Tickets.ticket(other, 1))).text();
  }

  @Test
  void aRefusedBatchIsPostedTicketByTicket() throws Exception {
    // Given
    erp.mood(request ->
        FakeErp.members(request).anyMatch("3/1"::equals)
            ? FakeErp.say(400, "3 is wrong")
            : new Reaction.Take(201));
    try (RunningTask task = RunningTask.start(erp, "batch.size", "4")) {
      // When
      task.deliver(records(1, 2, 3, 4, 5));

      // Then
      assertThat(erp.effects()).containsExactlyInAnyOrder("1/1", "2/1", "4/1", "5/1");
      assertThat(task.context.deadLetters()).hasSize(1);
      assertThat(task.context.deadLetters().getFirst().record().kafkaOffset()).isEqualTo(2);
      assertThat(task.committed(Tickets.TOPIC, 5)).isEqualTo(5);
    }
  }

  @Test
  void whatIsNoTicketIsADeadLetter() throws Exception {
    // Given
    try (RunningTask task = RunningTask.start(erp)) {
      // When
      task.deliver(
          Tickets.record(Tickets.TOPIC, 0, 0, (Object) new byte[] {1, 2, 3, 4, 5, 6}),
          Tickets.record(Tickets.TOPIC, 0, 1, (Object) null),
          Tickets.record(2, Tickets.ticket(1, 1)));

      // Then
      assertThat(task.context.deadLetters())
          .extracting(letter -> letter.error().getMessage())
          .containsExactly(
              "not a ticket: the first byte is 1 instead of 0", "not a ticket: there is no value");
      assertThat(erp.effects()).containsExactly("1/1");
    }
  }

  @Test
  void saysWhatToSetWhenTheWorkerHandsOverSomethingElse() {
    // Given
    try (RunningTask task = RunningTask.start(erp)) {
      // When, then
      assertThatThrownBy(() -> task.put(Tickets.record(Tickets.TOPIC, 0, 0, (Object) "text")))
          .isInstanceOf(ConnectException.class)
          .hasMessageContainingAll("java.lang.String", "value.converter", "ByteArrayConverter");
    }
  }

  @Test
  void aNewTaskRepeatsWhatWasNotCommittedWithoutASecondEffect() throws Exception {
    // Given: the first task got through 1 and 3, and no further
    erp.mood(request ->
        request.key().equals("lyon-1/2/1") ? new Reaction.Drop(true) : new Reaction.Take(201));
    long committed;
    try (RunningTask first = RunningTask.start(erp)) {
      assertThatThrownBy(() -> first.put(records(1, 2, 3)))
          .isInstanceOf(DeferredTicketsException.class);
      committed = first.committed(Tickets.TOPIC, 0);
    }
    erp.mood(FakeErp.friendly());

    // When
    try (RunningTask second = RunningTask.start(erp)) {
      second.deliver(records(1, 2, 3));
    }

    // Then
    assertThat(committed).isZero();
    assertThat(erp.effects()).containsExactlyInAnyOrder("1/1", "2/1", "3/1");
  }

  @Test
  void forgetsWhatGoesToAnotherTask() throws Exception {
    // Given
    erp.mood(request -> FakeErp.say(503, ""));
    try (RunningTask task = RunningTask.start(erp)) {
      SinkRecord lost = Tickets.record(Tickets.TOPIC, 0, 0, Tickets.ticket(1, 1));
      SinkRecord kept = Tickets.record(Tickets.TOPIC, 1, 0, Tickets.ticket(2, 1));
      assertThatThrownBy(() -> task.put(lost, kept)).isInstanceOf(DeferredTicketsException.class);
      erp.mood(FakeErp.friendly());

      // When
      task.task.close(List.of(new TopicPartition(Tickets.TOPIC, 0)));
      task.deliver(kept);

      // Then
      assertThat(erp.effects()).containsExactly("2/1");
    }
  }

  /** Settings with these bounds of a request and of a delivery, and others. */
  private static String[] within(String requestMs, String putMs, String... more) {
    return Stream.concat(
            Stream.of(
                "connect.timeout.ms", requestMs,
                "request.timeout.ms", requestMs,
                "put.timeout.ms", putMs),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static SinkRecord[] records(long... numbers) {
    return LongStream.range(0, numbers.length)
        .mapToObj(i -> Tickets.record(i, Tickets.ticket(numbers[(int) i], 1)))
        .toArray(SinkRecord[]::new);
  }
}
