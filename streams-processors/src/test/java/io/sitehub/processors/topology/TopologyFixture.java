package io.sitehub.processors.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.CachingSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.SeriesPhase;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.SiteKpi;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.kpi.StepSize;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.run.RocksDbMemory;
import io.sitehub.processors.run.StreamsSettings;
import io.sitehub.processors.state.SeriesTable;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.watch.Tally;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.KpiCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The production topology without a broker. */
public final class TopologyFixture implements AutoCloseable {

  /** More than any test leaves to do beside its events. */
  private static final int MOST_STEPS = 10_000;

  /** When the first record is written to the log; each further one a second later. */
  static final Instant FIRST_RECORDED = Instant.parse("2026-03-02T12:00:00Z");

  /** The clock on the wall at first: so late that every record is one of the past. */
  static final Instant LONG_AFTER = FIRST_RECORDED.plus(Duration.ofDays(1_000));

  private static final String CHANGELOG = "topology-test-" + Table.STORE + "-changelog";

  /** Where the schemas are. */
  public final SchemaRegistry registry;

  private final RocksDbMemory memory = new RocksDbMemory(16 << 20);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final RecordWriter<SpecificRecord> eventWriter;
  private final RecordWriter<SpecificRecord> settingWriter;
  private final RecordWriter<Order> orderWriter;
  private final Path stateDirectory;
  private final StepSize stepSize;
  private final List<TestRecord<byte[], byte[]>> log = new ArrayList<>();
  private final Map<Bytes, TestRecord<byte[], byte[]>> changelog = new LinkedHashMap<>();
  private Duration later = Duration.ZERO;
  private Instant wallClock;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> events;
  private TestInputTopic<byte[], byte[]> settings;
  private TestInputTopic<byte[], byte[]> orders;

  /** A topology that has seen nothing. */
  public TopologyFixture(Path stateDirectory) {
    this(stateDirectory, StepSize.USUAL, LONG_AFTER);
  }

  /** A topology that does so much at once beside the events. */
  TopologyFixture(Path stateDirectory, StepSize stepSize) {
    this(stateDirectory, stepSize, LONG_AFTER);
  }

  /** A topology that has seen nothing, with the clock on the wall as given. */
  TopologyFixture(Path stateDirectory, Instant wallClock) {
    this(stateDirectory, StepSize.USUAL, wallClock);
  }

  private TopologyFixture(Path stateDirectory, StepSize stepSize, Instant wallClock) {
    this.wallClock = wallClock;
    this.stepSize = stepSize;
    this.registry = new CachingSchemaRegistry(new InMemoryRegistry());
    this.stateDirectory = stateDirectory;
    this.eventWriter = new RecordWriter<>(registry, TopicCatalogue.EVENTS);
    this.settingWriter = new RecordWriter<>(registry, TopicCatalogue.CONFIGS);
    this.orderWriter = new RecordWriter<>(registry, TopicCatalogue.ORDERS);
    this.driver = open();
    this.events = input(TopicCatalogue.EVENTS);
    this.settings = input(TopicCatalogue.CONFIGS);
    this.orders = input(TopicCatalogue.ORDERS);
  }

  static StreamsConfig config(Path stateDirectory, RocksDbMemory memory) {
    return new StreamsSettings(
            "topology-test",
            "instance-1",
            "no-broker:9092",
            "127.0.0.1:1",
            stateDirectory,
            1,
            1,
            3,
            2,
            Map.of())
        .toStreamsConfig(memory);
  }

  private TopologyTestDriver open() {
    StreamsConfig config = config(stateDirectory, memory);
    Properties properties = new Properties();
    properties.putAll(config.originals());
    Topology topology =
        SiteTopology.build(
            config, new Stages(registry, 1, KpiCatalogue.builtIn(), stepSize, new Tally(metrics)));
    return new TopologyTestDriver(topology, properties, wallClock);
  }

  private TestInputTopic<byte[], byte[]> input(Topic topic) {
    return driver.createInputTopic(
        topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Closes the driver, which wipes its state as a kill under exactly-once does, and opens it again
   * with what the changelog says.
   */
  void restart() {
    driver
        .createOutputTopic(CHANGELOG, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList()
        .forEach(record -> changelog.put(Bytes.wrap(record.key()), record));
    driver.close();
    driver = open();
    events = input(TopicCatalogue.EVENTS);
    settings = input(TopicCatalogue.CONFIGS);
    orders = input(TopicCatalogue.ORDERS);
    KeyValueStore<Bytes, byte[]> store = store();
    changelog.forEach((key, record) -> store.put(key, record.value()));
  }

  /** The record in which the gateway would write an event. */
  TestRecord<byte[], byte[]> record(SiteEvent event) {
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(event.attributes(), headers);
    return record(event.siteId(), eventWriter.write(event.data()), headers);
  }

  TestRecord<byte[], byte[]> record(
      @Nullable String key, byte @Nullable [] value, Headers headers) {
    return new TestRecord<>(
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        value,
        headers,
        FIRST_RECORDED.plus(later).plusSeconds(log.size()));
  }

  /** Publishes events as the gateway would. */
  public void publish(SiteEvent... published) {
    for (SiteEvent event : published) {
      publish(record(event));
    }
  }

  void publish(TestRecord<byte[], byte[]> record) {
    log.add(record);
    events.pipeInput(record);
  }

  /** The configuration of a site in Paris. */
  public static SiteConfig inParis(String siteId) {
    SiteConfig config = SiteHistory.defaults(siteId);
    config.setZone("Europe/Paris");
    return config;
  }

  /** Configures a site, as the API would. */
  public void configure(SiteConfig version) {
    set(version.getSiteId() + "/config/" + Rfc3339.format(version.getValidFrom()), version);
  }

  /** Lets a site define a KPI, as the API would. */
  public void define(String siteId, KpiDeclaration declaration) {
    set(siteId + "/kpi/" + declaration.getKpi(), new SiteKpi(siteId, declaration));
  }

  /** Removes a KPI a site has defined, as the API would. */
  public void undefine(String siteId, String kpi) {
    set(siteId + "/kpi/" + kpi, null);
  }

  void set(String key, @Nullable SpecificRecord setting) {
    settings.pipeInput(
        record(key, setting == null ? null : settingWriter.write(setting), new RecordHeaders()));
  }

  /** The ERP changes an order. */
  void order(Order order) {
    order(order.getSiteId() + "/" + order.getOrderId(), orderWriter.write(order));
  }

  /** The ERP removes an order. */
  void removeOrder(String siteId, String orderId) {
    order(siteId + "/" + orderId, null);
  }

  void order(@Nullable String key, byte @Nullable [] value) {
    orders.pipeInput(record(key, value, new RecordHeaders()));
  }

  /** Lets so much time pass before the next record is written to the log. */
  void later(Duration duration) {
    later = later.plus(duration);
  }

  /** Lets time pass, so that everything beside the events has its turn some times. */
  void pass(Duration duration) {
    tick(duration);
  }

  /** Lets time pass, and with it one step of what is done beside the events. */
  void step() {
    tick(Duration.ofMillis(10));
  }

  /** Lets time pass until nothing is left to do beside the events. */
  public void settle(String siteId) {
    SeriesTable series = new SeriesTable(state(), registry);
    step();
    for (int i = 0; i < MOST_STEPS; i++) {
      if (series.list(siteId).stream()
          .allMatch(each -> each.getPhase() == SeriesPhase.LIVE && !each.getCellsPending())) {
        return;
      }
      step();
    }
    throw new AssertionError("there is no end to it: " + series.list(siteId));
  }

  /** Lets time pass, and has what was due meanwhile done. */
  void advance(Duration time) {
    Duration second = Duration.ofSeconds(1);
    if (time.compareTo(second.multipliedBy(3)) < 0) {
      tick(time);
    } else {
      // What is done once a second is done once for a leap: it must see that nothing happens.
      tick(second);
      tick(time.minus(second.multipliedBy(2)));
      tick(second);
    }
  }

  private void tick(Duration time) {
    wallClock = wallClock.plus(time);
    driver.advanceWallClockTime(time);
  }

  /** Publishes an event that came into the log at the instant the clock on the wall shows. */
  void publishNow(SiteEvent event) {
    TestRecord<byte[], byte[]> record = record(event);
    publish(new TestRecord<>(record.key(), record.value(), record.headers(), wallClock));
  }

  Instant wallClock() {
    return wallClock;
  }

  /** The tables as they are now. */
  public StateSpace state() {
    return StateSpace.of(store());
  }

  /** The store of the tables. */
  public KeyValueStore<Bytes, byte[]> store() {
    return driver.getKeyValueStore(Table.STORE);
  }

  /** What was written to a topic since this was last asked. */
  List<TestRecord<byte[], byte[]>> written(Output output) {
    return driver
        .createOutputTopic(
            output.topic().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** The records of a topic since this was last asked, by key, the last of each. */
  <T extends SpecificRecord> Map<String, T> table(Output output, Class<T> type) {
    Map<String, T> table = new LinkedHashMap<>();
    collect(output, type, table);
    return table;
  }

  /** A record in the wire format. */
  <T extends SpecificRecord> T read(byte[] wire, Class<T> type) {
    return RecordReader.of(registry, type).read(wire).orThrow();
  }

  /** Applies the records of a topic since this was last asked to a table. */
  <T extends SpecificRecord> void collect(Output output, Class<T> type, Map<String, T> table) {
    RecordReader<T> reader = RecordReader.of(registry, type);
    for (TestRecord<byte[], byte[]> record : written(output)) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        table.remove(key);
      } else {
        table.put(key, reader.read(record.value()).orThrow());
      }
    }
  }

  /** The last record of a topic with this key; there must be one. */
  <T extends SpecificRecord> T last(Output output, Class<T> type, String key) {
    return Objects.requireNonNull(table(output, type).get(key), () -> "nothing has the key " + key);
  }

  /** The visit as last written; it must have been. */
  public Visit visit(String key) {
    return last(Output.VISITS, Visit.class, key);
  }

  /** The ticket as last written; it must have been. */
  Ticket ticket(String key) {
    return last(Output.TICKETS, Ticket.class, key);
  }

  double counted(String counter) {
    return metrics.counter(counter).count();
  }

  @Override
  public void close() {
    driver.close();
    memory.close();
  }
}
