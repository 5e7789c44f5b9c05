package io.sitehub.model.topic;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic of the log.
 *
 * @param name its name in Kafka
 * @param key what the key of a record says
 * @param value what a record says
 * @param cleanup what Kafka may remove
 * @param partitioning what decides the partition of a record
 * @param maxRecordBytes how long a record may be, headers and key included: {@code
 *     max.message.bytes}
 */
public record Topic(
    String name,
    String key,
    String value,
    Cleanup cleanup,
    Partitioning partitioning,
    int maxRecordBytes) {

  /** What Kafka itself allows a record. */
  private static final int KAFKA_RECORD_BYTES = 1_048_588;

  /** Segments of compacted topics are closed this often, so that they can be compacted. */
  private static final Duration COMPACTED_SEGMENT = Duration.ofDays(1);

  /** A topic whose records may be as long as Kafka allows them by default. */
  public Topic(String name, String key, String value, Cleanup cleanup, Partitioning partitioning) {
    this(name, key, value, cleanup, partitioning, KAFKA_RECORD_BYTES);
  }

  /** Whether the site decides the partition. */
  public boolean siteKeyed() {
    return partitioning == Partitioning.BY_SITE;
  }

  /**
   * The registry subject of a record in this topic ({@code TopicRecordNameStrategy}): {@code
   * <topic>-<full name of the record>}.
   */
  public String subject(String recordName) {
    return name + "-" + recordName;
  }

  /** Kafka settings that follow from {@link #cleanup}; those of replication are not among them. */
  public Map<String, String> cleanupConfig() {
    return switch (cleanup) {
      case Cleanup.Keep() ->
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
              TopicConfig.RETENTION_MS_CONFIG, "-1",
              TopicConfig.RETENTION_BYTES_CONFIG, "-1");
      case Cleanup.Compact() ->
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.CLEANUP_POLICY_COMPACT,
              TopicConfig.SEGMENT_MS_CONFIG,
              Long.toString(COMPACTED_SEGMENT.toMillis()));
      case Cleanup.Expire(Duration retention) ->
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.CLEANUP_POLICY_DELETE,
              TopicConfig.RETENTION_MS_CONFIG,
              Long.toString(retention.toMillis()),
              TopicConfig.RETENTION_BYTES_CONFIG,
              "-1");
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
