package io.sitehub.processors.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.DeviceStatus;
import io.sitehub.model.state.Alert;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.alert.AlertKind;
import io.sitehub.processors.alert.Assessment;
import io.sitehub.processors.alert.DeviceConditions;
import io.sitehub.processors.alert.Subject;
import io.sitehub.processors.alert.VisitConditions;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.queue.Queues;
import io.sitehub.processors.state.Alerts;
import io.sitehub.processors.state.Devices;
import io.sitehub.processors.state.VisitAttributes;
import io.sitehub.processors.visit.RandomHistory;
import io.sitehub.site.config.SiteHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the order of arrival, and however time passes meanwhile: in the end those alerts stand
 * that should by the visits, devices and queues as they are then.
 */
class AlertsPropertyTest {

  private static final String SITE = "lyon-1";
  private static final Instant START = Instant.parse("2026-03-28T20:00:00Z");
  private static final SiteHistory SETTINGS = SiteHistory.unconfigured(SITE);
  private static final int VISITS = 12;
  private static final int RUNS = 20;

  @TempDir Path stateDirectory;

  static LongStream seeds() {
    Long given = Long.getLong("sitehub.seed");
    return given == null ? new Random().longs(RUNS) : LongStream.of(given);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void thoseStandThatShould(long seed) {
    // Given
    Random random = new Random(seed);
    RandomHistory histories = new RandomHistory(SITE, seed);
    List<SiteEvent> events = new ArrayList<>();
    for (int i = 0; i < VISITS; i++) {
      events.addAll(histories.visit("v-" + i, START.plusSeconds(random.nextInt(20_000))));
    }
    for (int i = 0; i < 10; i++) {
      events.add(status(i, random));
    }

    // When
    try (TopologyFixture topology = new TopologyFixture(stateDirectory, START)) {
      Map<String, Visit> visits = new TreeMap<>();
      List<SiteEvent> arriving = histories.shuffledWithRepeats(events);
      int restartAt = random.nextInt(arriving.size());
      for (int i = 0; i < arriving.size(); i++) {
        if (i == restartAt) {
          topology.collect(Output.VISITS, Visit.class, visits);
          topology.restart();
        }
        topology.publishNow(arriving.get(i));
        topology.advance(Duration.ofSeconds(random.nextInt(10) == 0 ? random.nextInt(4_000) : 1));
      }
      topology.advance(Duration.ofSeconds(5));
      topology.advance(VisitConditions.STORY_TOLD);
      topology.collect(Output.VISITS, Visit.class, visits);

      // Then
      assertThat(standing(topology)).isEqualTo(expected(topology, visits.values()));
    }
  }

  private static SortedMap<String, String> standing(TopologyFixture topology) {
    SortedMap<String, String> standing = new TreeMap<>();
    for (Alert alert : new Alerts(topology.state(), topology.registry).list(SITE, 10_000)) {
      if (alert.getClearedAt() == null) {
        standing.put(alert.getAlertId(), alert.getDetail());
      }
    }
    return standing;
  }

  private static SortedMap<String, String> expected(
      TopologyFixture topology, Collection<Visit> visits) {
    Instant now = topology.wallClock();
    SortedMap<String, String> expected = new TreeMap<>();
    Map<String, Integer> waiting = new HashMap<>();
    for (Visit visit : visits) {
      note(
          new Subject.OfVisit(visit.getVisitId()),
          VisitConditions.assess(
              visit, Instant.EPOCH, kind -> false, tares(visit, visits), SETTINGS, now),
          expected);
      if (Queues.isWaiting(visit)) {
        waiting.merge(Objects.requireNonNullElse(visit.getQueueId(), ""), 1, Integer::sum);
      }
    }
    waiting.forEach((queueId, trucks) -> {
      if (trucks > 15) {
        expected.put("queue-too-long:" + queueId, "More than 15 trucks wait.");
      }
    });
    Devices devices = new Devices(topology.state());
    devices
        .list(SITE, null, 1_000)
        .forEach(device ->
            note(
                new Subject.OfDevice(device.getSource()),
                DeviceConditions.assess(
                    Objects.requireNonNull(devices.seen(SITE, device.getSource())),
                    devices.status(SITE, device.getSource()),
                    SETTINGS,
                    now),
                expected));
    return expected;
  }

  private static void note(
      Subject subject, Assessment assessment, SortedMap<String, String> expected) {
    for (Map.Entry<AlertKind, String> each : assessment.standing().entrySet()) {
      expected.put(each.getKey().alertId(subject), each.getValue());
    }
  }

  /** The last nine of the same plates before it, sought among all visits. */
  private static List<Long> tares(Visit visit, Collection<Visit> visits) {
    NetWeight own = visit.getNet();
    if (own == null || visit.getTractorPlate() == null) {
      return List.of();
    }
    Comparator<Visit> byWeighing =
        Comparator.<Visit, Instant>comparing(each -> net(each).getAt())
            .thenComparing(Visit::getVisitId);
    return visits.stream()
        .filter(each -> each.getNet() != null && each.getTractorPlate() != null)
        .filter(each -> plates(each).equals(plates(visit)))
        .filter(each -> byWeighing.compare(each, visit) < 0)
        .sorted(byWeighing.reversed())
        .limit(9)
        .map(each -> net(each).getTareGrams())
        .toList();
  }

  private static NetWeight net(Visit visit) {
    return Objects.requireNonNull(visit.getNet());
  }

  private static List<String> plates(Visit visit) {
    return List.of(
        VisitAttributes.normalisePlate(Objects.requireNonNullElse(visit.getTractorPlate(), "")),
        VisitAttributes.normalisePlate(Objects.requireNonNullElse(visit.getTrailerPlate(), "")));
  }

  private static SiteEvent status(int i, Random random) {
    DeviceStatus status =
        DeviceStatus.newBuilder()
            .setOnline(true)
            .setFaults(List.of())
            .setClockOffsetMs((long) random.nextInt(-10_000, 10_000))
            .setVerificationValidUntil(START.plus(Duration.ofDays(random.nextInt(30))))
            .build();
    return new SiteEvent(
        new EventName("/sites/lyon-1/scales/scale-" + random.nextInt(3), "s-" + i),
        EventType.of(status),
        SITE,
        null,
        START.plusSeconds(random.nextInt(20_000)),
        (Long) (long) i,
        null,
        null,
        null,
        status);
  }
}
