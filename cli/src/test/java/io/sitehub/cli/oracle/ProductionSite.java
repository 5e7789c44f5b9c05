package io.sitehub.cli.oracle;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.commit.BeforeCommit;
import io.sitehub.processors.commit.TaskMemory;
import io.sitehub.processors.kpi.StepSize;
import io.sitehub.processors.run.RocksDbMemory;
import io.sitehub.processors.run.StreamsSettings;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.topology.SiteTopology;
import io.sitehub.processors.topology.Stages;
import io.sitehub.processors.watch.Tally;
import io.sitehub.site.kpi.KpiCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.test.TestRecord;

/** The production topology without a broker, which can be stopped and started again. */
final class ProductionSite implements AutoCloseable {
  /** Little at once, so that events come in between. */
  private static final StepSize STEP_SIZE = new StepSize(7, 50);

  /** More than are ever left to do beside the events. */
  private static final int STEPS = 400;

  private static final Duration STEP = Duration.ofMillis(10);
  private static final String APPLICATION = "oracle-test";
  private static final Instant RECORDED = Instant.parse("2026-03-30T12:00:00Z");

  private final SchemaRegistry registry;
  private final Path stateDirectory;
  private final RecordWriter<SpecificRecord> writer;
  private final RecordWriter<SpecificRecord> settingWriter;
  private final RecordWriter<Order> orderWriter;
  private final RocksDbMemory memory = new RocksDbMemory(16 << 20);
  private final PublishedRecords published = new PublishedRecords();
  private final Map<Bytes, byte[]> changelog = new LinkedHashMap<>();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> log;
  private TestInputTopic<byte[], byte[]> settings;
  private TestInputTopic<byte[], byte[]> orders;
  private final Random random;
  private RareCommits commits;
  private int recorded;

  /**
   * A site without events.
   *
   * @param random decides when it commits
   */
  ProductionSite(SchemaRegistry registry, Path stateDirectory, Random random) {
    this.registry = registry;
    this.random = random;
    this.commits = new RareCommits(random);
    this.stateDirectory = stateDirectory;
    this.writer = new RecordWriter<>(registry, TopicCatalogue.EVENTS);
    this.settingWriter = new RecordWriter<>(registry, TopicCatalogue.CONFIGS);
    this.orderWriter = new RecordWriter<>(registry, TopicCatalogue.ORDERS);
    this.driver = open();
    this.log = input(TopicCatalogue.EVENTS);
    this.settings = input(TopicCatalogue.CONFIGS);
    this.orders = input(TopicCatalogue.ORDERS);
  }

  private TopologyTestDriver open() {
    StreamsConfig config =
        new StreamsSettings(
                APPLICATION,
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
            registry, 1, KpiCatalogue.builtIn(), STEP_SIZE, new Tally(new SimpleMeterRegistry())) {
          @Override
          protected StoreBuilder<? extends StateStore> beforeCommit() {
            return TaskMemory.builder(
                BeforeCommit.NAME,
                () -> {
                  commits = new RareCommits(random);
                  return commits;
                });
          }
        };
    Properties properties = new Properties();
    properties.putAll(config.originals());
    return new TopologyTestDriver(SiteTopology.build(config, stages), properties);
  }

  private TestInputTopic<byte[], byte[]> input(Topic topic) {
    return driver.createInputTopic(
        topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  void publish(SiteEvent event) {
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(event.attributes(), headers);
    log.pipeInput(
        new TestRecord<>(
            event.siteId().getBytes(StandardCharsets.UTF_8),
            writer.write(event.data()),
            headers,
            RECORDED.plusMillis(recorded++)));
  }

  void configure(SiteConfig version) {
    settings.pipeInput(
        new TestRecord<>(
            RandomSettings.key(version),
            settingWriter.write(version),
            new RecordHeaders(),
            RECORDED.plusMillis(recorded++)));
  }

  void order(RandomErp.Change change) {
    Order order = change.order();
    orders.pipeInput(
        new TestRecord<>(
            change.key().getBytes(StandardCharsets.UTF_8),
            order == null ? null : orderWriter.write(order),
            new RecordHeaders(),
            RECORDED.plusMillis(recorded++)));
  }

  /** Lets time pass, and with it one step of what is done beside the events. */
  void step() {
    driver.advanceWallClockTime(STEP);
  }

  /** Stops it, which wipes its state as a kill does, and starts it from its changelogs. */
  void restart() {
    commits.always();
    step();
    drain();
    driver.close();
    driver = open();
    log = input(TopicCatalogue.EVENTS);
    settings = input(TopicCatalogue.CONFIGS);
    orders = input(TopicCatalogue.ORDERS);
    KeyValueStore<Bytes, byte[]> empty = driver.getKeyValueStore(Table.STORE);
    changelog.forEach(empty::put);
  }

  /** Everything it has published once nothing is left to do. */
  PublishedRecords published() {
    commits.always();
    for (int step = 0; step < STEPS; step++) {
      step();
    }
    drain();
    return published;
  }

  private void drain() {
    for (Topic topic :
        List.of(
            TopicCatalogue.VISITS,
            TopicCatalogue.TICKETS,
            TopicCatalogue.KPIS,
            TopicCatalogue.DEAD_LETTERS)) {
      read(topic.name()).forEach(record -> published.add(topic, record.key(), record.value()));
    }
    read(APPLICATION + "-" + Table.STORE + "-changelog")
        .forEach(record -> changelog.put(Bytes.wrap(record.key()), record.value()));
  }

  private List<TestRecord<byte[], byte[]>> read(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  @Override
  public void close() {
    driver.close();
    memory.close();
  }
}
