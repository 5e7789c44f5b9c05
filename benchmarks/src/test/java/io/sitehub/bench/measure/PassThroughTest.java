package io.sitehub.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.processors.run.RocksDbMemory;
import io.sitehub.processors.run.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassThroughTest {
  @TempDir Path state;

  @Test
  void keepsAndHandsOnEachRecordExactlyOnce() {
    // Given
    try (RocksDbMemory memory = new RocksDbMemory(8 << 20)) {
      StreamsConfig config =
          new StreamsSettings("pass-through-test", "1", "no:1", "no:1", state, 1, 0, 1, 1, Map.of())
              .toStreamsConfig(memory);
      Properties properties = new Properties();
      properties.putAll(config.originals());
      assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
          .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
      try (TopologyTestDriver driver =
          new TopologyTestDriver(PassThrough.topology("in", "out"), properties)) {
        var in =
            driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());
        // When
        for (int i = 0; i < 3; i++) {
          in.pipeInput(bytes("lyon-1"), bytes("event " + i));
        }

        // Then
        assertThat(
                driver
                    .createOutputTopic(
                        "out", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readValuesToList())
            .containsExactly(bytes("event 0"), bytes("event 1"), bytes("event 2"));
        assertThat(driver.getKeyValueStore("last-record").approximateNumEntries()).isEqualTo(3);
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
