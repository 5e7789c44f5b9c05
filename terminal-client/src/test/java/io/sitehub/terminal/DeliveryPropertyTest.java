package io.sitehub.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.terminal.StubGateway.Behaviour;
import io.sitehub.terminal.event.Event;
import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.fate.Fate;
import io.sitehub.terminal.fate.RefusedEvent;
import io.sitehub.terminal.journal.JournalLimits;
import io.sitehub.terminal.journal.Published;
import io.sitehub.terminal.send.SendLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever two gateways do, and however often the terminal is restarted: everything right that was
 * published is stored, once in effect, in order per device; everything wrong is set aside and in
 * nobody's way. {@code -Dsitehub.seed=N} runs one seed.
 */
class DeliveryPropertyTest {
  private static final Instant NOW = Instant.parse("2026-11-23T07:31:04Z");
  private static final List<String> SOURCES =
      List.of("/sites/lyon-1/kiosk-1", "/sites/lyon-1/kiosk-2", "/sites/lyon-1/gate-1");

  private static final int HISTORIES = Integer.getInteger("sitehub.delivery.histories", 4);

  @TempDir private Path directory = Path.of(".");

  static LongStream seeds() {
    Long one = Long.getLong("sitehub.seed");
    return one == null ? new Random().longs(HISTORIES) : LongStream.of(one);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void whatIsPublishedArrivesOnceAndInOrderWhateverHappens(long seed) throws Exception {
    // Given
    RandomGenerator random = new SplittableRandom(seed);
    Gremlin first = new Gremlin(new SplittableRandom(seed * 31 + 1));
    Gremlin second = new Gremlin(new SplittableRandom(seed * 31 + 2));
    StubLog log = new StubLog();
    List<Published> right = new ArrayList<>();
    List<Published> wrong = new ArrayList<>();
    try (StubGateway one = new StubGateway(log, first::next);
        StubGateway other = new StubGateway(log, second::next)) {
      List<URI> gateways = List.of(one.address(), other.address());

      // When
      int lives = random.nextInt(1, 4);
      for (int life = 0; life < lives; life++) {
        try (TerminalClient client = open(gateways)) {
          publish(client, random, right, wrong);
          if (life == lives - 1) {
            await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> client.status().journal().waiting() == 0);
            assertFates(client, right, wrong, log);
          } else {
            client.close(Duration.ofMillis(random.nextInt(1, 60)));
          }
        }
      }
    }

    // Then
    assertThat(log.conflicts()).isEmpty();
    assertThat(log.stored().keySet()).isEqualTo(names(right));
    assertGaplessAndInOrder(log, right, wrong);
  }

  /** Publishes some events of each device; some wrong, some unreadable, some known. */
  private static void publish(
      TerminalClient client, RandomGenerator random, List<Published> right, List<Published> wrong)
      throws Exception {
    int calls = random.nextInt(5, 40);
    for (int call = 0; call < calls; call++) {
      Device device = client.device(SOURCES.get(random.nextInt(SOURCES.size())), "lyon-1");
      List<Event> events = new ArrayList<>();
      List<Boolean> bad = new ArrayList<>();
      for (int i = random.nextInt(1, 8); i > 0; i--) {
        String fault =
            switch (random.nextInt(20)) {
              case 0 -> "wrong";
              case 1 -> "unreadable";
              default -> "right";
            };
        bad.add(!fault.equals("right"));
        events.add(
            Event.of("com.sitehub.gate.entered.v1")
                .subject("v-" + call)
                .data(Map.of(fault, true, "n", i))
                .build());
      }
      List<Published> published = device.publish(events);
      for (int i = 0; i < events.size(); i++) {
        (bad.get(i) ? wrong : right).add(published.get(i));
      }
      if (random.nextInt(5) == 0) {
        Published known = published.getFirst();
        Event again = withId(events.getFirst(), Objects.requireNonNull(known.name()).id());
        assertThat(device.publish(again))
            .isEqualTo(new Published(known.position(), known.name(), known.deviceSeq(), true));
      }
    }
  }

  private static Event withId(Event event, String id) {
    return Event.of(event.type())
        .id(id)
        .subject(Objects.requireNonNull(event.subject()))
        .data(event.data())
        .build();
  }

  private static void assertFates(
      TerminalClient client, List<Published> right, List<Published> wrong, StubLog log)
      throws Exception {
    for (Published published : right) {
      EventName name = Objects.requireNonNull(published.name());
      long offset = Objects.requireNonNull(log.stored().get(name)).offset();
      assertThat(client.fate(name).orElseThrow().fate())
          .isEqualTo(new Fate.Acknowledged(NOW, 3, offset));
    }
    List<RefusedEvent> refused = client.refused(0, 10_000);
    assertThat(refused)
        .extracting(RefusedEvent::position)
        .containsExactlyElementsOf(new TreeSet<>(wrong.stream().map(Published::position).toList()));
    assertThat(refused)
        .allSatisfy(event -> {
          boolean unreadable = event.cloudEvent().contains("unreadable");
          assertThat(event.refusal().status()).isEqualTo(unreadable ? 400 : 422);
          assertThat(event.refusal().violations()).hasSize(1);
        });
  }

  private static void assertGaplessAndInOrder(
      StubLog log, List<Published> right, List<Published> wrong) {
    Map<String, Set<Long>> numbers = new HashMap<>();
    List<Published> all = new ArrayList<>(right);
    all.addAll(wrong);
    for (Published published : all) {
      assertThat(
              numbers
                  .computeIfAbsent(
                      Objects.requireNonNull(published.name()).source(), s -> new TreeSet<>())
                  .add(Objects.requireNonNull(published.deviceSeq())))
          .isTrue();
    }
    numbers.forEach((source, seqs) -> {
      assertThat(seqs).containsExactlyElementsOf(oneTo(seqs.size()));
      assertThat(log.deviceSeqs(source)).isSorted();
    });
  }

  private static List<Long> oneTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static Set<EventName> names(List<Published> published) {
    return published.stream()
        .map(each -> Objects.requireNonNull(each.name()))
        .collect(Collectors.toSet());
  }

  private TerminalClient open(List<URI> gateways) throws Exception {
    return TerminalClient.open(
        ClientSettings.of(directory.resolve("journal.db"), gateways)
            .withClock(() -> NOW)
            .withLimits(JournalLimits.DEFAULT)
            .withSending(
                new SendLimits(
                    20,
                    1 << 20,
                    Duration.ofSeconds(1),
                    Duration.ofMillis(80),
                    Duration.ofMillis(80),
                    Duration.ofMillis(1),
                    Duration.ofMillis(8))));
  }

  /** What one gateway does to one request after the other. */
  private record Gremlin(RandomGenerator random) {
    Behaviour next(StubGateway.Request request) {
      return switch (random.nextInt(20)) {
        case 0 -> new Behaviour.Say(503);
        case 1 -> new Behaviour.Say(503, Map.of("Retry-After", "0"), "{\"detail\":\"overloaded\"}");
        case 2 -> new Behaviour.Hang(-1);
        case 3 -> new Behaviour.Hang(0);
        case 4 -> new Behaviour.Hang(random.nextInt(200));
        case 5, 6 -> new Behaviour.Break(true);
        case 7 -> new Behaviour.Break(false);
        case 8 -> new Behaviour.Say(200, Map.of(), "<html>Log in to the network</html>");
        case 9 -> new Behaviour.Say(new int[] {401, 404, 429, 302}[random.nextInt(4)]);
        case 10 -> new Behaviour.Say(request.events().size() > 3 ? 413 : 500);
        case 11 -> new Behaviour.Say(422, Map.of(), "{\"title\":\"a proxy's own\"}");
        default -> new Behaviour.Obey();
      };
    }
  }
}
