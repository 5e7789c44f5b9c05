package io.sitehub.processors.rehearse;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.kpi.StepSize;
import io.sitehub.processors.run.RocksDbMemory;
import io.sitehub.processors.run.StreamsSettings;
import io.sitehub.processors.topology.SiteTopology;
import io.sitehub.processors.topology.Stages;
import io.sitehub.processors.watch.Tally;
import io.sitehub.site.kpi.KpiCatalogue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology at work on trucks that do not exist, on a store of its own and with no brokers: what
 * it writes goes nowhere. It is the driver that Kafka has for tests of a topology, which runs the
 * tasks of the real engine.
 */
final class DryRun {

  /** The directory of its store, beside that of the real one. */
  static final String NAME = "rehearsal";

  /** Their output is kept until the end: some 100 KiB each. */
  private static final int MOST_VISITS = 400;

  private static final long MEMORY_BYTES = 4 << 20;
  private static final Duration REST = Duration.ofMillis(10);
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final Duration VISITS_APART = Duration.ofMinutes(2);

  private final SchemaRegistry registry;
  private final KpiCatalogue catalogue;
  private final Path stateDirectory;
  private final InstantSource clock;

  DryRun(
      SchemaRegistry registry, KpiCatalogue catalogue, Path stateDirectory, InstantSource clock) {
    this.registry = registry;
    this.catalogue = catalogue;
    this.stateDirectory = stateDirectory;
    this.clock = clock;
  }

  /**
   * Takes visits in until so much work is done; rests after each as long as it took, for others
   * need the processors too. Leaves nothing behind.
   *
   * @param work time of a processor, which is longer on the clock where others use it too
   * @return how many tickets were issued: one a visit
   * @throws IOException if what an earlier one left behind cannot be removed
   */
  long run(Duration work) throws IOException, InterruptedException {
    Utils.delete(stateDirectory.resolve(NAME).toFile());
    Instant first = clock.instant().minus(VISITS_APART.multipliedBy(MOST_VISITS));
    RecordWriter<SpecificRecord> writer = new RecordWriter<>(registry, TopicCatalogue.EVENTS);
    try (RocksDbMemory memory = new RocksDbMemory(MEMORY_BYTES);
        TopologyTestDriver driver = driver(memory, first)) {
      TestInputTopic<byte[], byte[]> log =
          driver.createInputTopic(
              TopicCatalogue.EVENTS.name(), new ByteArraySerializer(), new ByteArraySerializer());
      long end = CPU.getCurrentThreadCpuTime() + work.toNanos();
      int visits = 0;
      while (visits < MOST_VISITS && CPU.getCurrentThreadCpuTime() < end) {
        long began = System.nanoTime();
        Instant arrival = first.plus(VISITS_APART.multipliedBy(visits));
        for (SiteEvent event : new SampleVisit(visits, arrival).events()) {
          log.pipeInput(record(event, writer));
        }
        driver.advanceWallClockTime(VISITS_APART);
        visits++;
        TimeUnit.NANOSECONDS.sleep(Math.max(REST.toNanos(), System.nanoTime() - began));
      }
      return driver
          .createOutputTopic(
              TopicCatalogue.TICKETS.name(),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())
          .getQueueSize();
    }
  }

  private TopologyTestDriver driver(RocksDbMemory memory, Instant now) {
    StreamsConfig config =
        new StreamsSettings(
                NAME, NAME, "no-broker:9092", "no-host:1", stateDirectory, 1, 0, 1, 1, Map.of())
            .toStreamsConfig(memory);
    Stages stages =
        new Stages(registry, 1, catalogue, StepSize.USUAL, new Tally(new SimpleMeterRegistry()));
    Properties properties = new Properties();
    properties.putAll(config.originals());
    return new TopologyTestDriver(SiteTopology.build(config, stages), properties, now);
  }

  private static TestRecord<byte[], byte[]> record(
      SiteEvent event, RecordWriter<SpecificRecord> writer) {
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(event.attributes(), headers);
    return new TestRecord<>(
        event.siteId().getBytes(StandardCharsets.UTF_8),
        writer.write(event.data()),
        headers,
        event.time());
  }
}
