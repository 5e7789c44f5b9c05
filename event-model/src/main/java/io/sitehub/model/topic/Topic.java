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

  /**
   * As large as an event may be: a body of 1 MiB, the most that a gateway takes by default, and
   * what a record has beside it: the key, the attributes as headers, what Avro adds.
   */
  public static final int MAX_EVENT_BYTES = (1 << 20) + (64 << 10);

  /**
   * As large as anything may be that is made from events. Far above what the processors let a visit
   * or a dead letter grow to: a record that nobody can write stops every site.
   */
  public static final int MAX_DERIVED_BYTES = 4 << 20;

  /** Of records as large as events. */
  public Topic(String name, String key, String value, Cleanup cleanup, Partitioning partitioning) {
    this(name, key, value, cleanup, partitioning, MAX_EVENT_BYTES);
  }

  /** The same for records that are made from events. */
  Topic ofDerivedRecords() {
    return new Topic(name, key, value, cleanup, partitioning, MAX_DERIVED_BYTES);
  }

  /** Segments of compacted topics are closed this often, so that they can be compacted. */
  private static final Duration COMPACTED_SEGMENT = Duration.ofDays(1);

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
