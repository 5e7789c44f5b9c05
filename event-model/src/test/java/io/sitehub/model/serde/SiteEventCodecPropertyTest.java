package io.sitehub.model.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventAttributes;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.DecodeResult.Decoded;
import io.sitehub.model.serde.DecodeResult.Undecodable;
import io.sitehub.model.topic.TopicCatalogue;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SiteEventCodecPropertyTest {

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final SiteEventCodec codec = new SiteEventCodec(registry);

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.sitehub.model.seed.Seeds#ten")
  void everyCombinationOfAttributesComesBack(long seed) {
    Random random = new Random(seed);
    for (int absent = 0; absent < 32; absent++) {
      // Given
      EventAttributes attributes = attributes(random, absent);
      SpecificRecord data = WireFormatTest.weighing();

      // When
      byte[] bytes = codec.encode(SiteEvent.of(attributes, data));
      byte[] fromWire =
          SiteEventCodec.encode(
              attributes, new RecordWriter<>(registry, TopicCatalogue.EVENTS).write(data));

      // Then
      assertThat(codec.decode(bytes)).isEqualTo(new Decoded<>(SiteEvent.of(attributes, data), 1));
      assertThat(fromWire).isEqualTo(bytes);
    }
  }

  private static EventAttributes attributes(Random random, int absent) {
    return new EventAttributes(
        new EventName("/t/é" + random.nextInt(), "id-" + random.nextLong()),
        EventType.of(WeighingRecorded.class),
        "site-" + random.nextInt(100),
        (absent & 1) == 0 ? "V-" + random.nextInt() : null,
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        (absent & 2) == 0 ? random.nextLong(Long.MAX_VALUE) : null,
        (absent & 4) == 0 ? "actor-" + random.nextInt() : null,
        (absent & 8) == 0 ? "cause-" + random.nextInt() : null,
        (absent & 16) == 0 ? "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" : null);
  }

  @Test
  void bytesThatAreNoEventAreAnOutcome() {
    // Given
    byte[] good =
        codec.encode(SiteEvent.of(attributes(new Random(1), 0), WireFormatTest.weighing()));

    for (int length = 0; length < good.length; length++) {
      // When // Then
      assertThat(codec.decode(Arrays.copyOf(good, length))).isInstanceOf(Undecodable.class);
    }
    byte[] later = good.clone();
    later[0] = 2;
    assertThat(codec.decode(later))
        .isEqualTo(
            new Undecodable<>(new DecodeFailure.CorruptBody(0, "format version 2 is not known")));
  }
}
