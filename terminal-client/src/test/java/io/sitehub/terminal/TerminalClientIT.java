package io.sitehub.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.terminal.StubGateway.Behaviour;
import io.sitehub.terminal.event.Event;
import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.fate.EventFate;
import io.sitehub.terminal.fate.Fate;
import io.sitehub.terminal.fate.RefusedEvent;
import io.sitehub.terminal.fate.SendFailure;
import io.sitehub.terminal.journal.JournalException;
import io.sitehub.terminal.journal.JournalException.Reason;
import io.sitehub.terminal.journal.JournalLimits;
import io.sitehub.terminal.journal.Published;
import io.sitehub.terminal.send.SendLimits;
import io.sitehub.terminal.send.SenderStatus.State;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalClientIT {
  private static final Instant NOW = Instant.parse("2026-11-23T07:31:04.123456789Z");
  private static final String SOURCE = "/sites/lyon-1/terminals/kiosk-2";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final SendLimits QUICK =
      new SendLimits(
          500,
          1 << 20,
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(5),
          Duration.ofMillis(50));

  private final StubLog log = new StubLog();
  private final List<EventFate> told = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path directory = Path.of(".");

  @Test
  void anEventArrivesAsItWasPublishedWithWhatTheLibraryAdds() throws Exception {
    // Given
    Instant happened = Instant.parse("2026-11-23T07:30:00Z");
    Event event =
        Event.of("com.sitehub.weighing.recorded.v1")
            .time(happened)
            .subject("v-1")
            .actor("badge-7")
            .causationId("cause-1")
            .traceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .data(Map.of("grossKg", 41_520, "axleKg", List.of(7_500, 11_000)))
            .build();
    try (StubGateway gateway = StubGateway.obedient(log);
        TerminalClient client = open(gateway.address())) {
      // When
      Published published = device(client).publish(event);
      awaitDrained(client);

      // Then
      EventName name = Objects.requireNonNull(published.name());
      JsonNode expected =
          new ObjectMapper()
              .readTree(
                  """
                  {"specversion":"1.0","id":"%s","source":"/sites/lyon-1/terminals/kiosk-2",
                   "type":"com.sitehub.weighing.recorded.v1","time":"2026-11-23T07:30:00Z",
                   "siteid":"lyon-1","subject":"v-1","actor":"badge-7","causationid":"cause-1",
                   "traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                   "datacontenttype":"application/json","deviceseq":1,
                   "data":{"grossKg":41520,"axleKg":[7500,11000]}}
                  """
                      .formatted(name.id()));
      assertThat(Objects.requireNonNull(log.stored().get(name)).event()).isEqualTo(expected);
      EventFate fate = new EventFate(published.position(), name, new Fate.Acknowledged(ms(), 3, 0));
      assertThat(client.fate(name)).contains(fate);
      assertThat(client.fate(published.position())).contains(fate);
      assertThat(told).extracting(EventFate::name).containsExactly(name);
      assertThat(client.fate(new EventName(SOURCE, "nobody"))).isEmpty();
    }
  }

  @Test
  void anEventWithoutATimeHappensWhenItIsPublished() throws Exception {
    try (StubGateway gateway = StubGateway.obedient(log);
        TerminalClient client = open(gateway.address())) {
      // When
      device(client).publish(entered("a", "right"));
      awaitDrained(client);

      // Then
      assertThat(log.stored().values())
          .allSatisfy(e -> assertThat(e.event().path("time").asText()).isEqualTo(NOW.toString()));
    }
  }

  @Test
  void theSameEventIsKnownAndAnotherOfItsNameIsNot() throws Exception {
    try (StubGateway gateway = StubGateway.obedient(log);
        TerminalClient client = open(gateway.address())) {
      // Given
      Published first = device(client).publish(entered("a", "right"));
      awaitDrained(client);

      // When, then
      assertThat(device(client).publish(entered("a", "right")))
          .isEqualTo(new Published(first.position(), first.name(), 1L, true));
      assertThatThrownBy(() -> device(client).publish(entered("a", "left")))
          .isInstanceOfSatisfying(
              JournalException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NAME_TAKEN))
          .hasMessageContaining("journal.db")
          .hasMessageContaining(SOURCE + " a");
      assertThatThrownBy(
              () -> device(client).publish(List.of(entered("b", "right"), entered("a", "left"))))
          .isInstanceOf(JournalException.class);

      // Then the number that was not used is used
      assertThat(device(client).publish(entered("c", "right")).deviceSeq()).isEqualTo(2);
      awaitDrained(client);
      assertThat(log.stored()).hasSize(2);
    }
  }

  @Test
  void aRefusedEventIsSetAsideAndLosesNothingElse() throws Exception {
    try (StubGateway gateway = StubGateway.obedient(log)) {
      long position;
      try (TerminalClient client = open(gateway.address())) {
        // Given
        List<Event> events = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
          events.add(entered("e" + i, i == 17 ? "wrong" : "right"));
        }

        // When
        List<Published> published = device(client).publish(events);
        awaitDrained(client);

        // Then
        position = published.get(16).position();
        assertThat(client.refused(0, 100))
            .extracting(RefusedEvent::position)
            .containsExactly(position);
        RefusedEvent refused = client.refused(0, 100).getFirst();
        assertThat(refused.refusal().status()).isEqualTo(422);
        assertThat(refused.refusal().violations())
            .allSatisfy(v -> assertThat(v.pointer()).isEqualTo("/data/wrong"))
            .hasSize(1);
        assertThat(client.refused(position, 100)).isEmpty();
        assertThat(log.deviceSeqs(SOURCE))
            .containsExactlyElementsOf(
                IntStream.rangeClosed(1, 40).filter(i -> i != 17).asLongStream().boxed().toList());
        assertThat(told).filteredOn(e -> e.fate() instanceof Fate.Refused).hasSize(1);
        assertThat(client.status().journal().refused()).isEqualTo(1);
      }

      // When, then: it is still there after a restart, is refused again, and can be let go
      try (TerminalClient client = open(gateway.address())) {
        assertThat(client.redrive(position)).isTrue();
        awaitDrained(client);
        assertThat(client.refused(0, 100)).hasSize(1);
        assertThat(client.discard(position)).isTrue();
        assertThat(client.discard(position)).isFalse();
        assertThat(client.redrive(position)).isFalse();
        assertThat(client.fate(position)).isEmpty();
        assertThat(device(client).publish(entered("last", "right")).deviceSeq()).isEqualTo(41);
      }
    }
  }

  @Test
  void aRedrivenEventIsSentAgainAsItIs() throws Exception {
    // Given a gateway that learns
    AtomicBoolean learned = new AtomicBoolean();
    String problem =
        "{\"violations\":[{\"index\":0,\"pointer\":\"/type\",\"rule\":\"unknown-type\"}]}";
    try (StubGateway gateway =
            new StubGateway(
                log,
                r ->
                    learned.get()
                        ? new Behaviour.Obey()
                        : new Behaviour.Say(422, Map.of(), problem));
        TerminalClient client = open(gateway.address())) {
      Published published = device(client).publish(entered("a", "right"));
      awaitDrained(client);
      assertThat(client.refused(0, 1)).hasSize(1);

      // When
      learned.set(true);
      client.redrive(published.position());
      awaitDrained(client);

      // Then
      assertThat(log.deviceSeqs(SOURCE)).containsExactly(1L);
      assertThat(client.refused(0, 1)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 401, 403, 404, 405, 408, 415, 429, 500, 503})
  void whatIsNotTheEventsFaultIsTriedAgainAndShown(int status) throws Exception {
    // Given
    AtomicBoolean mended = new AtomicBoolean();
    try (StubGateway gateway =
            new StubGateway(
                log, r -> mended.get() ? new Behaviour.Obey() : new Behaviour.Say(status));
        TerminalClient client = open(gateway.address())) {
      // When
      Published published = device(client).publish(entered("a", "right"));
      await().atMost(SOON).until(() -> client.status().sender().failedRequests() > 1);

      // Then
      assertThat(client.status().sender().state()).isEqualTo(State.RETRYING);
      SendFailure failure = Objects.requireNonNull(client.status().sender().lastFailure());
      assertThat(failure.gateway()).isEqualTo(gateway.address());
      assertThat(failure.detail()).contains("answered " + status);
      Fate.Waiting waiting = (Fate.Waiting) client.fate(published.position()).orElseThrow().fate();
      assertThat(waiting.since()).isEqualTo(ms());
      assertThat(waiting.attempts()).isPositive();
      assertThat(waiting.lastFailure()).isNotNull();

      // When, then
      mended.set(true);
      awaitDrained(client);
      assertThat(log.stored()).hasSize(1);
      assertThat(client.refused(0, 1)).isEmpty();
    }
  }

  @Test
  void anAnswerWithoutReceiptsIsNoAcknowledgement() throws Exception {
    // Given a network that wants a login first
    AtomicInteger requests = new AtomicInteger();
    try (StubGateway gateway =
            new StubGateway(
                log,
                r ->
                    requests.incrementAndGet() < 3
                        ? new Behaviour.Say(200, Map.of(), "<html>Welcome</html>")
                        : new Behaviour.Obey());
        TerminalClient client = open(gateway.address())) {
      // When
      device(client).publish(entered("a", "right"));
      awaitDrained(client);

      // Then
      assertThat(log.stored()).hasSize(1);
      assertThat(Objects.requireNonNull(client.status().sender().lastFailure()).kind())
          .isEqualTo(SendFailure.Kind.NOT_A_GATEWAY);
    }
  }

  @Test
  void theOtherGatewayIsAskedAtOnceWhenOneFails() throws Exception {
    // Given a pause that would be seen, and gateways that fail their first request
    SendLimits patient =
        new SendLimits(
            500,
            1 << 20,
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));
    AtomicInteger requests = new AtomicInteger();
    StubGateway.Behaviour fails = new Behaviour.Break(true);
    try (StubGateway one = new StubGateway(log, r -> firstFails(requests, fails));
        StubGateway other = new StubGateway(log, r -> firstFails(requests, fails));
        TerminalClient client =
            TerminalClient.open(settings(one.address(), other.address()).withSending(patient))) {
      // When
      device(client).publish(entered("a", "right"));
      awaitDrained(client);

      // Then
      assertThat(one.requests()).hasSize(1);
      assertThat(other.requests()).hasSize(1);
      long gapNanos =
          Math.abs(one.requests().getFirst().atNanos() - other.requests().getFirst().atNanos());
      assertThat(Duration.ofNanos(gapNanos)).isLessThan(Duration.ofSeconds(30));
      assertThat(log.stored()).hasSize(1);
      assertThat(log.repeats()).isEqualTo(1);
    }
  }

  private static Behaviour firstFails(AtomicInteger requests, Behaviour failure) {
    return requests.getAndIncrement() == 0 ? failure : new Behaviour.Obey();
  }

  @Test
  void aGatewayThatIsFrozenIsGivenUpLongBeforeAnAnswerIsOverdue() throws Exception {
    // Given one that freezes with a request, and another; either may be asked first
    AtomicInteger requests = new AtomicInteger();
    StubGateway.Behaviour freezes = new Behaviour.Freeze();
    try (StubGateway one = new StubGateway(log, r -> firstFails(requests, freezes));
        StubGateway other = new StubGateway(log, r -> firstFails(requests, freezes));
        TerminalClient client =
            TerminalClient.open(
                settings(one.address(), other.address()).withSending(patientButFor(300)))) {
      // When
      device(client).publish(entered("a", "right"));
      awaitDrained(client);

      // Then
      assertThat(log.stored()).hasSize(1);
      assertThat(client.status().sender().lastFailure())
          .satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(SendFailure.Kind.SILENT);
            assertThat(failure.detail()).contains("no sign of life within PT0.3S");
          });
    }
  }

  @Test
  void aGatewayThatWaitsForItsBrokersIsWaitedForWhileItShowsSignsOfLife() throws Exception {
    // Given
    try (StubGateway slow = new StubGateway(log, r -> new Behaviour.Wait(1_500));
        TerminalClient client =
            TerminalClient.open(settings(slow.address()).withSending(patientButFor(400)))) {
      // When
      device(client).publish(entered("a", "right"));
      awaitDrained(client);

      // Then
      assertThat(slow.requests()).hasSize(1);
      assertThat(client.status().sender().lastFailure()).isNull();
    }
  }

  /** Answers are waited for as long as a test lasts, signs of life are not. */
  private static SendLimits patientButFor(int signOfLifeMs) {
    return new SendLimits(
        500,
        1 << 20,
        Duration.ofSeconds(2),
        Duration.ofMinutes(5),
        Duration.ofMillis(signOfLifeMs),
        Duration.ofMillis(10),
        Duration.ofMillis(10));
  }

  @Test
  void anAskedPauseIsKept() throws Exception {
    // Given
    AtomicInteger requests = new AtomicInteger();
    Behaviour busy = new Behaviour.Say(503, Map.of("Retry-After", "1"), "{}");
    try (StubGateway gateway = new StubGateway(log, r -> firstFails(requests, busy));
        TerminalClient client = open(gateway.address())) {
      // When
      device(client).publish(entered("a", "right"));
      awaitDrained(client);

      // Then
      List<StubGateway.Request> seen = gateway.requests();
      assertThat(Duration.ofNanos(seen.get(1).atNanos() - seen.get(0).atNanos()))
          .isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }
  }

  @Test
  void afterAnOutageBatchesGrowToTheLimitAndStayInOrder() throws Exception {
    // Given 2,000 events while nobody listens
    AtomicBoolean up = new AtomicBoolean();
    try (StubGateway gateway =
            new StubGateway(log, r -> up.get() ? new Behaviour.Obey() : new Behaviour.Say(503));
        TerminalClient client = open(gateway.address())) {
      for (int i = 0; i < 4; i++) {
        device(client).publish(Collections.nCopies(500, unnamed()));
      }
      await().atMost(SOON).until(() -> client.status().sender().failedRequests() > 0);

      // When
      up.set(true);
      awaitDrained(client);

      // Then
      List<Integer> sizes =
          gateway.requests().stream().map(request -> request.events().size()).toList();
      List<Integer> stored = sizes.subList(sizes.indexOf(2) - 1, sizes.size());
      assertThat(stored).containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 500, 500, 489);
      assertThat(log.deviceSeqs(SOURCE)).isSorted().hasSize(2_000);
    }
  }

  @Test
  void aBatchThatIsTooLargeIsSplitAndAnEventThatIsIsSetAside() throws Exception {
    // Given a gateway that takes less than the terminal was told
    try (StubGateway gateway =
            new StubGateway(
                log,
                r -> r.body().length() > 2_000 ? new Behaviour.Say(413) : new Behaviour.Obey());
        TerminalClient client = open(gateway.address())) {
      List<Event> events = new ArrayList<>(Collections.nCopies(30, unnamed()));
      events.set(
          11,
          Event.of("com.sitehub.gate.entered.v1").data(Map.of("note", "x".repeat(2_000))).build());

      // When
      List<Published> published = device(client).publish(events);
      awaitDrained(client);

      // Then
      assertThat(log.deviceSeqs(SOURCE)).isSorted().hasSize(29).doesNotContain(12L);
      assertThat(client.refused(0, 9))
          .allSatisfy(e -> assertThat(e.refusal().status()).isEqualTo(413))
          .extracting(RefusedEvent::position)
          .containsExactly(published.get(11).position());
    }
  }

  @Test
  void aRequestIsNoLongerThanAGatewayTakes() throws Exception {
    // Given
    SendLimits short4k =
        new SendLimits(
            500,
            4_096,
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(5),
            Duration.ofMillis(50));
    try (StubGateway gateway = StubGateway.obedient(log);
        TerminalClient client =
            TerminalClient.open(settings(gateway.address()).withSending(short4k))) {
      // When
      device(client).publish(Collections.nCopies(200, unnamed()));
      awaitDrained(client);

      // Then
      assertThat(gateway.requests())
          .allSatisfy(r -> assertThat(r.body()).hasSizeLessThanOrEqualTo(4_096))
          .anySatisfy(r -> assertThat(r.body()).hasSizeGreaterThan(3_600));
    }
  }

  @Test
  void readyEventsAreSentByteForByte() throws Exception {
    try (StubGateway gateway = StubGateway.obedient(log);
        TerminalClient client = open(gateway.address())) {
      // Given
      String one =
          "{ \"id\":\"a\",\"source\":\"/s\", \"deviceseq\": 77, \"kg\": 1e3,\n \"é\":\"\\u00e9\" }";
      String nameless = "{\"kg\": 0.10000000000000000000001}";

      // When
      List<Published> published = client.publishVerbatim(List.of(utf8(one), utf8(nameless)));
      awaitDrained(client);

      // Then
      assertThat(gateway.requests())
          .extracting(StubGateway.Request::body)
          .contains("[" + one + "]", "[" + nameless + "]");
      assertThat(published)
          .extracting(Published::name)
          .containsExactly(new EventName("/s", "a"), null);
      assertThat(published).extracting(Published::deviceSeq).containsOnlyNulls();
      assertThat(client.refused(0, 9))
          .extracting(RefusedEvent::position)
          .containsExactly(published.get(1).position());
      assertThatThrownBy(() -> client.publishVerbatim(List.of(utf8("[]"))))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> client.publishVerbatim(List.of(utf8("{\"id\":"))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatWaitsAtACloseGoesOnAfterIt() throws Exception {
    // Given a gateway that hangs
    List<String> ids = new ArrayList<>();
    try (StubGateway hanging = new StubGateway(log, r -> new Behaviour.Hang(-1));
        TerminalClient client = open(hanging.address())) {
      for (int i = 0; i < 5; i++) {
        ids.add(Objects.requireNonNull(device(client).publish(unnamed()).name()).id());
      }
      await().atMost(SOON).until(() -> !hanging.requests().isEmpty());

      // When
      long startNanos = System.nanoTime();
      client.close(Duration.ofMillis(200));

      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(SOON);
      assertThat(client.status().sender().state()).isEqualTo(State.STOPPED);
      assertThatThrownBy(() -> device(client).publish(unnamed()))
          .isInstanceOfSatisfying(
              JournalException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
    }

    // When
    try (StubGateway gateway = StubGateway.obedient(log);
        TerminalClient client = open(gateway.address())) {
      awaitDrained(client);

      // Then
      assertThat(log.stored().keySet()).extracting(EventName::id).containsExactlyElementsOf(ids);
      assertThat(device(client).publish(unnamed()).deviceSeq()).isEqualTo(6);
    }
  }

  @Test
  void aGracefulCloseSendsWhatWaits() throws Exception {
    try (StubGateway gateway = StubGateway.obedient(log)) {
      try (TerminalClient client = open(gateway.address())) {
        device(client).publish(Collections.nCopies(300, unnamed()));
        client.close(SOON);
      }
      assertThat(log.stored()).hasSize(300);
    }
  }

  @Test
  void aFullJournalSaysSoAndTakesMoreWhenThereIsRoom() throws Exception {
    // Given
    AtomicBoolean up = new AtomicBoolean();
    try (StubGateway gateway =
            new StubGateway(log, r -> up.get() ? new Behaviour.Obey() : new Behaviour.Say(503));
        TerminalClient client =
            TerminalClient.open(
                settings(gateway.address())
                    .withLimits(new JournalLimits(3, 1 << 20, 2, Duration.ofDays(1))))) {
      device(client).publish(Collections.nCopies(3, unnamed()));

      // When, then
      assertThatThrownBy(() -> device(client).publish(unnamed()))
          .isInstanceOfSatisfying(
              JournalException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FULL))
          .hasMessageContaining("3 events, allowed are 3")
          .hasMessageContaining("journal.db");

      // When, then: no number was lost, and only the last are remembered
      up.set(true);
      awaitDrained(client);
      assertThat(device(client).publish(unnamed()).deviceSeq()).isEqualTo(4);
      awaitDrained(client);
      assertThat(client.status().journal().acknowledged()).isEqualTo(2);
    }
  }

  @Test
  void aListenerThatFailsStopsNothing() throws Exception {
    try (StubGateway gateway = StubGateway.obedient(log);
        TerminalClient client =
            TerminalClient.open(
                settings(gateway.address())
                    .withListener(event -> {
                      throw new IllegalStateException("a bug of the terminal");
                    }))) {
      device(client).publish(Collections.nCopies(10, unnamed()));
      awaitDrained(client);
      assertThat(log.stored()).hasSize(10);
    }
  }

  @Test
  void settingsThatCannotWorkAreRefusedByName() {
    Path file = directory.resolve("journal.db");
    URI gateway = URI.create("http://gateway-1:8080");

    assertThatThrownBy(() -> ClientSettings.of(file, List.of())).hasMessageContaining("gateways");
    assertThatThrownBy(() -> ClientSettings.of(file, List.of(gateway, gateway)))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> ClientSettings.of(file, List.of(URI.create("gateway-1:8080"))))
        .hasMessageContaining("gateway-1:8080");
    assertThat(ClientSettings.of(file, List.of(gateway)).withHeader("Authorization", "secret"))
        .asString()
        .contains("Authorization")
        .doesNotContain("secret");
  }

  private ClientSettings settings(URI... gateways) {
    return ClientSettings.of(directory.resolve("journal.db"), List.of(gateways))
        .withClock(() -> NOW)
        .withSending(QUICK)
        .withListener(told::add);
  }

  private TerminalClient open(URI... gateways) throws IOException {
    return TerminalClient.open(settings(gateways));
  }

  private static Device device(TerminalClient client) {
    return client.device(SOURCE, "lyon-1");
  }

  private static Event entered(String id, String kind) {
    return Event.of("com.sitehub.gate.entered.v1")
        .id(id)
        .subject("v-1")
        .data(Map.of(kind, true))
        .build();
  }

  private static Event unnamed() {
    return Event.of("com.sitehub.gate.entered.v1")
        .subject("v-1")
        .data("{\"gateId\":\"n\"}")
        .build();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Instants of the journal have milliseconds. */
  private static Instant ms() {
    return Instant.ofEpochMilli(NOW.toEpochMilli());
  }

  private static void awaitDrained(TerminalClient client) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(5))
        .until(() ->
            client.status().journal().waiting() == 0
                && client.status().sender().state() == State.IDLE);
  }
}
