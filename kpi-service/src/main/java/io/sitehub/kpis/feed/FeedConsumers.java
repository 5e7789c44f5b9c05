package io.sitehub.kpis.feed;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumers of the topics that are shown as they are. They belong to no group, remember nothing in
 * Kafka and see only what was committed.
 */
public final class FeedConsumers {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final String bootstrapServers;
  private final String clientId;
  private final Map<String, String> settings;

  /**
   * A source of consumers.
   *
   * @param clientId what the brokers' logs and metrics call them
   * @param settings further settings, such as those of TLS; what the feed rests on stays
   */
  public FeedConsumers(String bootstrapServers, String clientId, Map<String, String> settings) {
    this.bootstrapServers = bootstrapServers;
    this.clientId = clientId;
    this.settings = Map.copyOf(settings);
  }

  /** A consumer without an assignment. */
  public Consumer<byte[], byte[]> create(String purpose) {
    Map<String, Object> all = new HashMap<>();
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
    all.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    all.putAll(settings);
    all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId + "-" + purpose);
    // What came in a tenth of a second is fetched at once, not each small transaction by itself.
    all.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 16 << 10);
    all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * How many partitions the topics of the feed have.
   *
   * @throws UnknownTopicOrPartitionException if one of them is missing
   */
  static int partitions(Consumer<byte[], byte[]> consumer) {
    return Arrays.stream(FeedTopic.values())
        .mapToInt(topic -> partitions(consumer, topic))
        .min()
        .orElseThrow();
  }

  private static int partitions(Consumer<byte[], byte[]> consumer, FeedTopic topic) {
    int partitions = consumer.partitionsFor(topic.topic().name()).size();
    if (partitions == 0) {
      throw new UnknownTopicOrPartitionException(topic.topic().name() + " does not exist");
    }
    return partitions;
  }

  /** Every partition of every topic of the feed. */
  static List<TopicPartition> all(int partitions) {
    return Arrays.stream(FeedTopic.values())
        .flatMap(
            topic -> IntStream.range(0, partitions).mapToObj(partition -> of(topic, partition)))
        .toList();
  }

  /** A partition of a topic of the feed. */
  static TopicPartition of(FeedTopic topic, int partition) {
    return new TopicPartition(topic.topic().name(), partition);
  }
}
