package io.sitehub.processors.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.processors.kpi.StepSize;
import io.sitehub.processors.run.RocksDbMemory;
import io.sitehub.processors.watch.Tally;
import io.sitehub.site.kpi.KpiCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/**
 * Holds the topology against its committed description. Another name of the store means that all
 * state is built anew: it needs a decision record. Otherwise copy the actual text into the file.
 */
class TopologyDescriptionTest {

  @Test
  void isAsCommitted() throws IOException {
    // Given
    String committed = Files.readString(Path.of("src/test/resources/topology.txt"));

    // When
    try (RocksDbMemory memory = new RocksDbMemory(1 << 20)) {
      StreamsConfig config = TopologyFixture.config(Path.of("target"), memory);
      Topology topology =
          SiteTopology.build(
              config,
              new Stages(
                  new InMemoryRegistry(),
                  1,
                  KpiCatalogue.builtIn(),
                  StepSize.USUAL,
                  new Tally(new SimpleMeterRegistry())));

      // Then
      assertThat(topology.describe().toString().strip()).isEqualTo(committed.strip());
    }
  }
}
