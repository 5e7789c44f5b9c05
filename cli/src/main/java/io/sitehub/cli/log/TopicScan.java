package io.sitehub.cli.log;

import io.sitehub.model.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what a topic holds now, of transactions what was committed. Belongs to no group. */
public final class TopicScan {

  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;

  /** Of topics on these brokers. */
  public TopicScan(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Hands over every record, one partition after the other. */
  public void all(Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      for (TopicPartition partition : partitions(consumer, topic)) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        read(consumer, partition, each);
      }
    }
  }

  /**
   * Hands over every record from the first one on that is as late as this. Times of a partition
   * need not grow: earlier ones may be among them.
   */
  public void since(Topic topic, Instant from, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      for (TopicPartition partition : partitions(consumer, topic)) {
        consumer.assign(List.of(partition));
        OffsetAndTimestamp first =
            consumer.offsetsForTimes(Map.of(partition, from.toEpochMilli())).get(partition);
        if (first != null) {
          consumer.seek(partition, first.offset());
          read(consumer, partition, each);
        }
      }
    }
  }

  /** How many records it holds at most; asks for offsets only. */
  public long size(Topic topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      return sum(consumer.endOffsets(partitions)) - sum(consumer.beginningOffsets(partitions));
    }
  }

  /** Where each partition ends. */
  public Map<TopicPartition, Long> ends(Topic topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer, topic));
    }
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end) {
          each.accept(record);
        }
      }
    }
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(each -> each).sum();
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
