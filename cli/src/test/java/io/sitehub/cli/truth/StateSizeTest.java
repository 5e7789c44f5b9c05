package io.sitehub.cli.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sitehub.cli.simulate.Delivery;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.CachingSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.kpi.StepSize;
import io.sitehub.processors.run.RocksDbMemory;
import io.sitehub.processors.run.StreamsSettings;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.topology.SiteTopology;
import io.sitehub.processors.topology.Stages;
import io.sitehub.processors.watch.Tally;
import io.sitehub.site.kpi.KpiCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large the state of a site gets: docs/sizing.md says what this measures. */
class StateSizeTest {
  private static final int TRUCKS_A_DAY = 500;
  private static final int DAYS = 400;
  private static final long GIB = 1L << 30;
  private static final Percentage QUARTER = withPercentage(25);
  private static final long WORTH_TELLING = 5;
  private static final Instant RECORDED = Instant.parse("2026-11-24T08:00:00Z");

  @TempDir Path stateDirectory;

  private final SchemaRegistry registry = new CachingSchemaRegistry(new InMemoryRegistry());

  /** Rows and bytes of a table, keys included, before compression. */
  private record Size(long rows, long bytes) {
    Size plus(long more) {
      return new Size(rows + 1, bytes + more);
    }
  }

  @Test
  void aYearOfALargeSiteFitsIntoAGibibyte() throws IOException {
    // Given a day of 500 trucks at a site, all 17 KPIs
    SimulationPlan plan =
        SimulationPlan.of(new SimulationSettings(3, LocalDate.of(2026, 11, 23), 1, TRUCKS_A_DAY));
    try (RocksDbMemory memory = new RocksDbMemory(64 << 20);
        TopologyTestDriver driver = driver(memory)) {
      publish(plan.sites().getFirst().deliveries(), driver);
      KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(Table.STORE);

      // When
      Map<Table, Size> tables = sizes(store);
      store.flush();
      long diskBytes = bytesOnDisk();

      // Then
      long visits = Objects.requireNonNull(tables.get(Table.VISITS)).rows();
      assertThat(diskBytes * DAYS).as("bytes of %d days", DAYS).isLessThan(GIB);
      assertThat(diskBytes / visits)
          .as("bytes a visit on disk")
          .isCloseTo(documented("on disk"), QUARTER);
      tables.forEach((table, size) -> {
        long bytes = size.bytes() / visits;
        if (bytes >= WORTH_TELLING) {
          assertThat(bytes)
              .as("bytes a visit in %s: %.1f rows", table, (double) size.rows() / visits)
              .isCloseTo(documented(name(table)), QUARTER);
        }
      });
    }
  }

  private static String name(Table table) {
    return table.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The last figure in the row of the documentation that begins with a name. */
  private static long documented(String name) {
    try {
      return Files.readAllLines(Path.of("../docs/sizing.md")).stream()
          .filter(line -> line.startsWith("| `" + name + "` |"))
          .map(line -> line.split("\\|"))
          .mapToLong(cells -> Long.parseLong(cells[cells.length - 1].strip()))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Table, Size> sizes(KeyValueStore<Bytes, byte[]> store) {
    StateSpace space = StateSpace.of(store);
    Map<Table, Size> sizes = new EnumMap<>(Table.class);
    for (Table table : Table.values()) {
      space.scan(
          table.key(),
          (key, value) -> {
            sizes.merge(
                table,
                new Size(1, key.get().length + value.length),
                (sum, one) -> sum.plus(one.bytes()));
            return true;
          });
    }
    return sizes;
  }

  private long bytesOnDisk() throws IOException {
    try (Stream<Path> files = Files.walk(stateDirectory)) {
      return files
          .filter(file -> file.toString().endsWith(".sst"))
          .mapToLong(StateSizeTest::bytes)
          .sum();
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TopologyTestDriver driver(RocksDbMemory memory) {
    StreamsConfig config =
        new StreamsSettings(
                "size",
                "instance-1",
                "no-broker:9092",
                "127.0.0.1:1",
                stateDirectory,
                1,
                0,
                1,
                1,
                Map.of())
            .toStreamsConfig(memory);
    Stages stages =
        new Stages(
            registry,
            1,
            KpiCatalogue.builtIn(),
            StepSize.USUAL,
            new Tally(new SimpleMeterRegistry()));
    Properties properties = new Properties();
    properties.putAll(config.originals());
    return new TopologyTestDriver(SiteTopology.build(config, stages), properties);
  }

  private void publish(List<Delivery> deliveries, TopologyTestDriver driver) {
    TestInputTopic<byte[], byte[]> log =
        driver.createInputTopic(
            TopicCatalogue.EVENTS.name(), new ByteArraySerializer(), new ByteArraySerializer());
    RecordWriter<SpecificRecord> writer = new RecordWriter<>(registry, TopicCatalogue.EVENTS);
    for (int i = 0; i < deliveries.size(); i++) {
      SiteEvent event = ProductionView.siteEvent(deliveries.get(i).event());
      Headers headers = new RecordHeaders();
      CloudEventHeaders.write(event.attributes(), headers);
      log.pipeInput(
          new TestRecord<>(
              event.siteId().getBytes(StandardCharsets.UTF_8),
              writer.write(event.data()),
              headers,
              RECORDED.plusMillis(i)));
    }
  }
}
