package io.sitehub.processors.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.DeviceStatus;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Device;
import io.sitehub.processors.state.Devices;
import io.sitehub.processors.state.Devices.Gap;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of a device is the same in whatever order its events come. */
class DeviceRegisterPropertyTest {

  private static final String SITE = "lyon-1";
  private static final String SOURCE = "/sites/lyon-1/terminals/kiosk-1";
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final int RUNS = 200;

  static LongStream seeds() {
    Long given = Long.getLong("sitehub.seed");
    return given == null ? new Random().longs(RUNS) : LongStream.of(given);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void isTheSameInAnyOrder(long seed) {
    // Given
    Random random = new Random(seed);
    List<StoredEvent> events = events(random);
    List<StoredEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);

    // When
    Devices inOrder = enter(events, random);
    Devices inDisorder = enter(shuffled, random);

    // Then
    Device device = Objects.requireNonNull(inDisorder.find(SITE, SOURCE));
    assertThat(AvroToJson.text(device))
        .isEqualTo(AvroToJson.text(Objects.requireNonNull(inOrder.find(SITE, SOURCE))));
    assertThat(inDisorder.gaps(SITE, SOURCE, Integer.MAX_VALUE)).isEqualTo(missing(events));
    assertThat(device.getGaps()).hasSizeLessThanOrEqualTo(Devices.MAX_GAPS_TOLD);
    assertThat(device.getEvents()).isEqualTo(events.size());
    assertThat(inDisorder.list(SITE, null, 10)).hasSize(1);
  }

  /** With commits here and there, and now and then a new life after one. */
  private static Devices enter(List<StoredEvent> events, Random random) {
    Devices devices = new Devices(StateSpace.of(Stores.inMemoryKeyValueStore("devices").get()));
    DeviceRegister register = new DeviceRegister(devices);
    for (StoredEvent event : events) {
      register.enter(event);
      if (random.nextInt(10) == 0) {
        register.store();
        register = random.nextBoolean() ? register : new DeviceRegister(devices);
      }
    }
    register.store();
    return devices;
  }

  /** What is missing between the smallest and the greatest number, worked out one by one. */
  private static List<Gap> missing(List<StoredEvent> events) {
    NavigableSet<Long> numbers = new TreeSet<>();
    for (StoredEvent event : events) {
      Long number = event.event().deviceSeq();
      if (number != null) {
        numbers.add(number);
      }
    }
    List<Gap> gaps = new ArrayList<>();
    for (long number : numbers) {
      Long next = numbers.higher(number);
      if (next != null && next > number + 1) {
        gaps.add(new Gap(number + 1, next - 1));
      }
    }
    return gaps;
  }

  private static List<StoredEvent> events(Random random) {
    List<StoredEvent> events = new ArrayList<>();
    int count = 1 + random.nextInt(150);
    for (int i = 0; i < count; i++) {
      SpecificRecord data =
          random.nextInt(4) > 0
              ? new GateEntered("gate-1")
              : DeviceStatus.newBuilder()
                  .setOnline(random.nextBoolean())
                  .setFaults(random.nextBoolean() ? List.of() : List.of("printer-" + i))
                  .setClockOffsetMs(random.nextBoolean() ? null : (Long) random.nextLong(100))
                  .build();
      // A device that was set up anew counts from the start again.
      Long sequence = random.nextInt(8) == 0 ? null : (Long) random.nextLong(300);
      events.add(
          new StoredEvent(
              new SiteEvent(
                  new EventName(SOURCE, "e-" + i),
                  EventType.of(data),
                  SITE,
                  null,
                  START.plusSeconds(random.nextInt(20)),
                  sequence,
                  null,
                  null,
                  null,
                  data),
              i,
              START.plusSeconds(random.nextInt(1_000)),
              new byte[0]));
    }
    return events;
  }
}
