package io.sitehub.gateway.publish;

/**
 * What the events topic must be at least.
 *
 * @param replicationFactor copies of each record
 * @param minInsyncReplicas copies that must exist before a record is acknowledged
 * @param recordBytes how long a record may become
 */
public record ExpectedTopic(int replicationFactor, int minInsyncReplicas, int recordBytes) {

  /** Refuses what Kafka cannot do. */
  public ExpectedTopic {
    if (minInsyncReplicas > replicationFactor) {
      throw new IllegalArgumentException(
          "topic.min.insync.expected="
              + minInsyncReplicas
              + ": must not be above topic.replication.expected="
              + replicationFactor);
    }
  }
}
