package io.sitehub.cli.oracle;

import io.sitehub.local.Brokers;
import io.sitehub.local.ChildProcess;
import io.sitehub.local.FreePorts;
import io.sitehub.local.Launch;
import io.sitehub.local.Registry;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.Processors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Three brokers, a registry and processors, each a process of its own; events go to the log. */
final class ClusterSite implements AutoCloseable {
  static final int PARTITIONS = 4;

  private static final String APPLICATION = "oracle-it";

  private final Path directory;
  private final Brokers brokers;
  private final Registry registry;
  private final SchemaRegistry schemas;
  private final RecordWriter<SpecificRecord> writer;
  private final RecordWriter<SpecificRecord> settingWriter;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Map<Integer, ChildProcess> processors = new HashMap<>();

  ClusterSite(Path directory) {
    this.directory = directory;
    this.brokers = Brokers.start(directory, 3);
    this.registry = Registry.start(directory, brokers);
    this.schemas = RestSchemaRegistry.cached(RegistrySettings.of(List.of(registry.url())));
    this.writer = new RecordWriter<>(schemas, TopicCatalogue.EVENTS);
    writer.ids().register(EventType.all().stream().map(EventType::schema).toList());
    this.settingWriter = new RecordWriter<>(schemas, TopicCatalogue.CONFIGS);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                brokers.bootstrapServers(),
                "acks",
                "all",
                "compression.type",
                "lz4",
                "linger.ms",
                "5",
                "max.block.ms",
                "120000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  SchemaRegistry schemas() {
    return schemas;
  }

  /** Starts a processor, or starts it again with the state it had. */
  void start(int number) throws IOException {
    List<Integer> ports = FreePorts.take(2);
    Path file = directory.resolve("processor-" + number + ".properties");
    Files.writeString(
        file,
        """
        instance.id=processor-%d
        application.id=%s
        kafka.bootstrap=%s
        registry.url=%s
        topics.partitions=%d
        internal.port=%d
        management.port=%d
        state.dir=%s
        """
            .formatted(
                number,
                APPLICATION,
                brokers.bootstrapServers(),
                registry.url(),
                PARTITIONS,
                ports.getFirst(),
                ports.getLast(),
                directory.resolve("state-" + number)));
    processors.put(
        number,
        ChildProcess.startTied(
            new Launch(
                "processor-" + number,
                Launch.sameJava(),
                List.of("-Xmx256m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"),
                Launch.sameClasspath(),
                Processors.class.getName(),
                List.of("--config", file.toString()),
                Map.of(),
                directory.resolve("processor-" + number + ".log"))));
  }

  /** Kills a processor as SIGKILL does. */
  void kill(int number) {
    Objects.requireNonNull(processors.get(number), "not started").kill();
  }

  /** Writes what the API would write; waits for the processors to make the topics. */
  void configure(SiteConfig version) {
    send(
        new ProducerRecord<>(
            TopicCatalogue.CONFIGS.name(),
            new SitePartitioner(PARTITIONS).partitionOf(version.getSiteId()),
            RandomSettings.key(version),
            settingWriter.write(version)));
  }

  /** Writes what a gateway would write. */
  void publish(SiteEvent event) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            TopicCatalogue.EVENTS.name(),
            event.siteId().getBytes(StandardCharsets.UTF_8),
            writer.write(event.data()));
    CloudEventHeaders.write(event.attributes(), record.headers());
    send(record);
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(
        record,
        (metadata, failed) -> {
          if (failed != null) {
            failure.compareAndSet(null, failed);
          }
        });
  }

  /** Returns when every event is acknowledged; fails if one is not. */
  void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new AssertionError("an event was not acknowledged", failure.get());
    }
  }

  /** Whether every event's effects are committed: the offsets are, in the same transactions. */
  boolean isCaughtUp() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()))) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(APPLICATION).partitionsToOffsetAndMetadata().get();
      for (TopicPartition partition : partitionsOf(TopicCatalogue.EVENTS)) {
        long end =
            admin
                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
        OffsetAndMetadata done = committed.get(partition);
        if (end > 0 && (done == null || done.offset() < end)) {
          return false;
        }
      }
      return true;
    }
  }

  /** What was published to one partition of each topic and committed. */
  PublishedRecords published(int partition) {
    PublishedRecords published = new PublishedRecords();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                brokers.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      for (Topic topic :
          List.of(
              TopicCatalogue.VISITS,
              TopicCatalogue.TICKETS,
              TopicCatalogue.KPIS,
              TopicCatalogue.DEAD_LETTERS)) {
        TopicPartition read = new TopicPartition(topic.name(), partition);
        consumer.assign(List.of(read));
        consumer.seekToBeginning(List.of(read));
        long end = consumer.endOffsets(List.of(read)).getOrDefault(read, 0L);
        while (consumer.position(read) < end) {
          consumer
              .poll(Duration.ofMillis(500))
              .forEach(record -> published.add(topic, record.key(), record.value()));
        }
      }
    }
    return published;
  }

  private static List<TopicPartition> partitionsOf(Topic topic) {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(partition -> new TopicPartition(topic.name(), partition))
        .toList();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    processors.values().forEach(ChildProcess::kill);
    registry.close();
    brokers.close();
  }
}
