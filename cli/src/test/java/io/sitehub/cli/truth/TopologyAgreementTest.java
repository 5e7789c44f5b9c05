package io.sitehub.cli.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sitehub.cli.simulate.Delivery;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.simulate.SitePlan;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.CachingSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.kpi.StepSize;
import io.sitehub.processors.run.RocksDbMemory;
import io.sitehub.processors.run.StreamsSettings;
import io.sitehub.processors.topology.SiteTopology;
import io.sitehub.processors.topology.Stages;
import io.sitehub.processors.watch.Tally;
import io.sitehub.site.kpi.KpiCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the truth against the production topology: what its output topics say in the end, after
 * repeats, late handhelds and corrections in the order in which they are sent, or in any order.
 */
class TopologyAgreementTest {
  private static final String ZONE = "Europe/Paris";
  private static final Instant RECORDED = Instant.parse("2026-11-24T08:00:00Z");

  @TempDir Path stateDirectory;

  private final SchemaRegistry registry = new CachingSchemaRegistry(new InMemoryRegistry());

  @ParameterizedTest
  @CsvSource({"21,false,false", "17,true,true", "20,false,true"})
  void truthAndTopologyAgreeOnEveryFigure(long seed, boolean inAnyOrder, boolean strict)
      throws Exception {
    // Given
    SimulationPlan plan =
        SimulationPlan.of(new SimulationSettings(seed, LocalDate.of(2026, 11, 23), 2, 60));
    Set<Kpi> withFigures = EnumSet.noneOf(Kpi.class);
    for (SitePlan site : plan.sites()) {
      List<Delivery> deliveries = new ArrayList<>(site.deliveries());
      if (inAnyOrder) {
        Collections.shuffle(deliveries, new Random(seed));
      }
      try (RocksDbMemory memory = new RocksDbMemory(16 << 20);
          TopologyTestDriver driver = driver(site.profile().siteId(), memory)) {
        // When
        SiteConfig config = strict ? SiteConfigs.strict(ZONE, site) : SiteConfigs.in(ZONE, site);
        configure(config, driver);
        publish(deliveries, driver);

        // Then
        ProductionView view = new ProductionView(plan, site, config);
        assertThat(
                view.mismatches(
                    last(driver, TopicCatalogue.VISITS, Visit.class),
                    last(driver, TopicCatalogue.TICKETS, Ticket.class),
                    last(driver, TopicCatalogue.KPIS, KpiCell.class)))
            .isEmpty();
        withFigures.addAll(view.kpisWithFigures());
        assertThat(read(driver, TopicCatalogue.DEAD_LETTERS)).isEmpty();
      }
    }
    if (strict) {
      assertThat(withFigures).containsExactly(Kpi.values());
    }
  }

  private TopologyTestDriver driver(String siteId, RocksDbMemory memory) {
    StreamsConfig config =
        new StreamsSettings(
                "truth-" + siteId,
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

  private void configure(SiteConfig config, TopologyTestDriver driver) {
    driver
        .createInputTopic(
            TopicCatalogue.CONFIGS.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            (config.getSiteId() + "/config/" + Rfc3339.format(config.getValidFrom()))
                .getBytes(StandardCharsets.UTF_8),
            new RecordWriter<SpecificRecord>(registry, TopicCatalogue.CONFIGS).write(config));
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

  /** The last record of each key, as compaction leaves it. */
  private <T extends SpecificRecord> Collection<T> last(
      TopologyTestDriver driver, Topic topic, Class<T> type) {
    RecordReader<T> reader = RecordReader.of(registry, type);
    Map<String, T> table = new LinkedHashMap<>();
    for (TestRecord<byte[], byte[]> record : read(driver, topic)) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        table.remove(key);
      } else {
        table.put(key, reader.read(record.value()).orThrow());
      }
    }
    return table.values();
  }

  private static List<TestRecord<byte[], byte[]>> read(TopologyTestDriver driver, Topic topic) {
    return driver
        .createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }
}
