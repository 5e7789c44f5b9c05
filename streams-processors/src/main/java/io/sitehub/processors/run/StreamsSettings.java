package io.sitehub.processors.run;

import io.sitehub.model.topic.Topic;
import io.sitehub.processors.handover.Leavers;
import io.sitehub.processors.handover.StayingAssignor;
import io.sitehub.processors.topology.SiteTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The configuration of Kafka Streams, and why it is so. What is said about failover was measured;
 * see docs/adr.
 *
 * @param applicationId consumer group, prefix of transactional ids and internal topics
 * @param instance name of this process among those of the application; kept over restarts
 * @param bootstrapServers brokers to begin with
 * @param applicationServer host:port of the internal port, told to the other instances
 * @param stateDirectory where the stores lie
 * @param threads stream threads
 * @param standbys copies of each store beside the active one
 * @param replicationFactor copies of each record of the changelogs
 * @param minInsyncReplicas copies that must exist before a changelog record is acknowledged
 * @param overrides settings handed on to Streams as they are; they win
 */
public record StreamsSettings(
    String applicationId,
    String instance,
    String bootstrapServers,
    String applicationServer,
    Path stateDirectory,
    int threads,
    int standbys,
    int replicationFactor,
    int minInsyncReplicas,
    Map<String, String> overrides) {

  /** The backstop when nobody removes a dead instance from the group; the brokers' minimum. */
  public static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

  private static final Duration HEARTBEAT_INTERVAL = Duration.ofMillis(250);

  /** Must outlast the failover of a broker. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);

  /** A frozen broker is given up after this. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

  /** For what nobody waits for: the topology asks for a commit itself when records are fresh. */
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofMillis(20);

  /** Some steps, one after the other, are tried again until a broker has taken over. */
  private static final Duration RETRY = Duration.ofMillis(20);

  private static final Duration RETRY_MAX = Duration.ofMillis(250);

  /** A standby copies what came in this time, or so many bytes, at once. */
  private static final Duration COPY_EVERY = Duration.ofMillis(50);

  private static final int COPY_BYTES = 32 << 10;
  private static final int MAX_POLL_RECORDS = 1_000;
  private static final long PRODUCER_BUFFER_BYTES = 16L << 20;
  private static final int PRODUCER_BATCH_BYTES = 64 << 10;
  private static final int MAX_FETCH_BYTES = 8 << 20;

  /** Far above what any stage writes, so that no record can stop a task again and again. */
  private static final int MAX_RECORD_BYTES = Topic.MAX_DERIVED_BYTES;

  /** The configuration of an instance that hears of no other one. */
  public StreamsConfig toStreamsConfig(RocksDbMemory memory) {
    return new StreamsConfig(asMap(memory));
  }

  /**
   * The configuration of one among others.
   *
   * @param memory the shared native memory of the stores; must outlive the Streams client
   * @param leavers which instances are about to end
   * @param clock by which work that is shared unevenly is assigned again later
   */
  public StreamsConfig toStreamsConfig(RocksDbMemory memory, Leavers leavers, InstantSource clock) {
    Map<String, Object> config = asMap(memory);
    config.put(StayingAssignor.LEAVERS_KEY, leavers);
    config.put(StayingAssignor.CLOCK_KEY, clock);
    return new StreamsConfig(config);
  }

  private Map<String, Object> asMap(RocksDbMemory memory) {
    Map<String, Object> config = new HashMap<>(SiteTopology.requiredConfig());
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L); // the store is not cached
    config.put(RocksDbMemory.CONFIG_KEY, memory);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId + "-" + instance);
    config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, applicationServer);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, ms(COMMIT_INTERVAL));
    config.put(StreamsConfig.POLL_MS_CONFIG, ms(POLL));
    config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
    copies(config);
    membership(config);
    clients(config);
    config.putAll(overrides);
    return config;
  }

  private void copies(Map<String, Object> config) {
    config.put(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG, StayingAssignor.class.getName());
    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    // A copy is active only when it has caught up entirely: an instance that returns takes nothing
    // over before.
    config.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, 0L);
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
    config.put(
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), minInsyncReplicas);
    config.put(StreamsConfig.topicPrefix(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG), false);
    config.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        Integer.toString(MAX_RECORD_BYTES));
  }

  private void membership(Map<String, Object> config) {
    // The broker-side protocol of 4.3 has no static membership, no warm-ups.
    config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    main(config, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    main(config, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, ms(SESSION_TIMEOUT));
    main(config, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, ms(HEARTBEAT_INTERVAL));
    main(config, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    main(config, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
  }

  private static void clients(Map<String, Object> config) {
    config.put(StreamsConfig.REQUEST_TIMEOUT_MS_CONFIG, ms(REQUEST_TIMEOUT));
    config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 60_000);
    config.put(StreamsConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, ms(RETRY_MAX));
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), ms(RETRY_MAX));
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), MAX_FETCH_BYTES);
    restore(config, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, ms(COPY_EVERY));
    restore(config, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, COPY_BYTES);
    producer(config, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, ms(RETRY));
    producer(config, ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, ms(RETRY_MAX));
    producer(config, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, ms(TRANSACTION_TIMEOUT));
    producer(config, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer(config, ProducerConfig.BATCH_SIZE_CONFIG, PRODUCER_BATCH_BYTES);
    producer(config, ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_BUFFER_BYTES);
    producer(config, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
  }

  /** As text, which Kafka reads as whatever number type it wants. */
  private static String ms(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static void main(Map<String, Object> config, String key, Object value) {
    config.put(StreamsConfig.mainConsumerPrefix(key), value);
  }

  private static void restore(Map<String, Object> config, String key, Object value) {
    config.put(StreamsConfig.restoreConsumerPrefix(key), value);
  }

  private static void producer(Map<String, Object> config, String key, Object value) {
    config.put(StreamsConfig.producerPrefix(key), value);
  }
}
