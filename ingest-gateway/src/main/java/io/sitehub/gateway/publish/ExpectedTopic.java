package io.sitehub.gateway.publish;

/**
 * What the events topic must be at least.
 *
 * @param replicationFactor copies of each record
 * @param minInsyncReplicas copies that must exist before a record is acknowledged
 * @param recordBytes how long a record may become
 * @param partitions how many there must be, no more and no fewer: another number would put a site
 *     into another partition and break the order of its events
 */
public record ExpectedTopic(
    int replicationFactor, int minInsyncReplicas, int recordBytes, int partitions) {

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
