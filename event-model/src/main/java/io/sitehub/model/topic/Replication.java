package io.sitehub.model.topic;

/**
 * How topics are spread over the brokers.
 *
 * @param partitions partitions of every topic; site-keyed topics must all have the same count, and
 *     it must never change once there are events
 * @param replicationFactor copies of each record
 * @param minInsyncReplicas copies that must exist before a record is acknowledged
 */
public record Replication(int partitions, int replicationFactor, int minInsyncReplicas) {

  /** A redundant site: 12 partitions, three copies, two of them before an acknowledgement. */
  public static final Replication REDUNDANT = new Replication(12, 3, 2);

  /** Everything on one broker, for trying things out. */
  public static final Replication SINGLE = new Replication(12, 1, 1);

  /** Refuses what Kafka cannot do. */
  public Replication {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, not " + partitions);
    }
    if (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "replicationFactor must be 1 to 32767, not " + replicationFactor);
    }
    if (minInsyncReplicas < 1 || minInsyncReplicas > replicationFactor) {
      throw new IllegalArgumentException(
          "minInsyncReplicas must be 1 to replicationFactor, not " + minInsyncReplicas);
    }
  }
}
