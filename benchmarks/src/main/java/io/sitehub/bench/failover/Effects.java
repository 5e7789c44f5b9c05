package io.sitehub.bench.failover;

import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the events of a run have done, by the committed records of the topic of visits: a visit of
 * one event is written once.
 *
 * @param lost acknowledged events without a record
 * @param doubled events with more than one
 */
record Effects(long lost, long doubled) {

  /** Reads the whole topic. */
  static Effects of(Collection<Tracked> events, String bootstrapServers) {
    Map<String, Integer> written = written(bootstrapServers);
    long lost =
        events.stream()
            .filter(Tracked::isAcked)
            .filter(event -> !written.containsKey(key(event)))
            .count();
    long doubled = events.stream().filter(event -> written.getOrDefault(key(event), 0) > 1).count();
    return new Effects(lost, doubled);
  }

  private static String key(Tracked event) {
    return event.siteId + "/" + event.visitId;
  }

  private static Map<String, Integer> written(String bootstrapServers) {
    Map<String, Integer> written = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TopicCatalogue.VISITS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .collect(Collectors.toList());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          written.merge(new String(record.key(), StandardCharsets.UTF_8), 1, Integer::sum);
        }
      }
    }
    return written;
  }
}
