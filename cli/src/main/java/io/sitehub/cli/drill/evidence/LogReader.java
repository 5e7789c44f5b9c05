package io.sitehub.cli.drill.evidence;

import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.HeadersRead;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning to their end, committed records only. */
public final class LogReader {
  private static final Duration POLL = Duration.ofMillis(500);

  private final String bootstrapServers;
  private final SchemaRegistry schemas;

  /** Reads from these brokers with the schemas of this registry. */
  public LogReader(String bootstrapServers, URI registry) {
    this.bootstrapServers = bootstrapServers;
    this.schemas = RestSchemaRegistry.cached(RegistrySettings.of(List.of(registry)));
  }

  /** Every event. */
  public List<LoggedEvent> events() {
    RecordReader<SpecificRecord> bodies = RecordReader.ofEvents(schemas);
    List<LoggedEvent> events = new ArrayList<>();
    read(
        TopicCatalogue.EVENTS,
        record -> {
          if (!(CloudEventHeaders.read(record.headers())
              instanceof HeadersRead.Complete complete)) {
            throw new IllegalStateException(
                "no event at %d/%d".formatted(record.partition(), record.offset()));
          }
          events.add(
              new LoggedEvent(
                  record.partition(),
                  record.offset(),
                  SiteEvent.of(complete.attributes(), bodies.read(record.value()).orThrow())));
        });
    return events;
  }

  /** Every revision of every ticket. */
  public List<Ticket> tickets() {
    RecordReader<Ticket> reader = RecordReader.of(schemas, Ticket.class);
    List<Ticket> tickets = new ArrayList<>();
    read(TopicCatalogue.TICKETS, record -> tickets.add(reader.read(record.value()).orThrow()));
    return tickets;
  }

  /** Versions of configurations, each as it was set last, none that was removed. */
  public List<SiteConfig> settings() {
    RecordReader<SiteConfig> reader = RecordReader.of(schemas, SiteConfig.class);
    Map<String, SiteConfig> versions = new TreeMap<>();
    read(
        TopicCatalogue.CONFIGS,
        record -> {
          String key = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            versions.remove(key);
          } else if (key.contains("/config/")) {
            versions.put(key, reader.read(record.value()).orThrow());
          }
        });
    return List.copyOf(versions.values());
  }

  /** How many events {@link #events} would read, at most; asks for offsets only. */
  public long size() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, TopicCatalogue.EVENTS);
      consumer.assign(partitions);
      long ends = consumer.endOffsets(partitions).values().stream().mapToLong(each -> each).sum();
      return ends
          - consumer.beginningOffsets(partitions).values().stream().mapToLong(each -> each).sum();
    }
  }

  /** How many records could not be used. */
  public long deadLetters() {
    List<Long> offsets = new ArrayList<>();
    read(TopicCatalogue.DEAD_LETTERS, record -> offsets.add(record.offset()));
    return offsets.size();
  }

  private void read(Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      for (TopicPartition partition : partitions(consumer, topic)) {
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.seekToBeginning(List.of(partition));
        while (consumer.position(partition) < end) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.offset() < end) {
              each.accept(record);
            }
          }
        }
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
    return consumer.partitionsFor(topic.name()).stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
        .toList();
  }
}
