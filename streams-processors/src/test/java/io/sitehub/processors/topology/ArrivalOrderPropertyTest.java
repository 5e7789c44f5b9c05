package io.sitehub.processors.topology;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.visit.RandomHistory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the order of arrival, and however often: visits and cells are those of a fold of the
 * whole log, and every ticket says what its visit calls for. Whether there are orders, and however
 * their changes come between the events.
 */
class ArrivalOrderPropertyTest {

  private static final String SITE = "lyon-1";
  private static final SiteConfig CONFIG = TopologyFixture.inParis(SITE);
  private static final int VISITS = 8;
  private static final int RUNS = 12;

  @TempDir Path stateDirectory;

  static LongStream seeds() {
    Long given = Long.getLong("sitehub.seed");
    return given == null ? new Random().longs(RUNS) : LongStream.of(given);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void derivedStateIsThatOfTheWholeLog(long seed) {
    // Given
    Random random = new Random(seed);
    RandomHistory histories = new RandomHistory(SITE, seed);
    List<SiteEvent> events = events(histories, random);
    WholeLog expected = WholeLog.of(CONFIG, events, List.of());

    // When
    List<SiteEvent> arriving = histories.shuffledWithRepeats(events);
    assertMadeOf(arriving, List.of(), expected, random);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void derivedStateIsThatOfTheWholeLogAndOfTheOrdersAsTheyAre(long seed) {
    // Given
    Random random = new Random(seed);
    RandomHistory histories = new RandomHistory(SITE, seed);
    List<SiteEvent> events = events(histories, random);
    RandomOrders orders = new RandomOrders(SITE, seed, VISITS + 3);
    WholeLog expected = WholeLog.of(CONFIG, events, orders.standing());

    // When once in any order, and once mostly as things happened, so that events are appended
    assertMadeOf(histories.shuffledWithRepeats(events), orders.interleaved(), expected, random);
    assertMadeOf(histories.mostlyInOrder(events), orders.interleaved(), expected, random);
  }

  private static List<SiteEvent> events(RandomHistory histories, Random random) {
    List<SiteEvent> events = new ArrayList<>();
    for (int i = 0; i < VISITS; i++) {
      Instant start = Instant.parse("2026-03-28T20:00:00Z").plusSeconds(random.nextInt(90_000));
      events.addAll(histories.visit("v-" + i, start));
    }
    return events;
  }

  private void assertMadeOf(
      List<SiteEvent> events, List<RandomOrders.Change> orders, WholeLog expected, Random random) {
    List<Runnable> arriving = new ArrayList<>();
    Map<String, Visit> visits = new TreeMap<>();
    Map<String, KpiCell> cells = new TreeMap<>();
    try (TopologyFixture topology = new TopologyFixture(stateDirectory)) {
      topology.configure(CONFIG);
      events.forEach(event -> arriving.add(() -> topology.publish(event)));
      int at = 0;
      for (RandomOrders.Change change : orders) {
        at = random.nextInt(at, arriving.size() + 1);
        arriving.add(at++, () -> change.tell(topology));
      }
      arriving.add(
          random.nextInt(arriving.size() + 1),
          () -> {
            collect(topology, visits, cells);
            topology.restart();
          });
      arriving.forEach(Runnable::run);
      collect(topology, visits, cells);

      // Then
      expected.assertKnown(topology, visits, cells);
    }
  }

  private static void collect(
      TopologyFixture topology, Map<String, Visit> visits, Map<String, KpiCell> cells) {
    topology.collect(Output.VISITS, Visit.class, visits);
    topology.collect(Output.KPIS, KpiCell.class, cells);
  }
}
