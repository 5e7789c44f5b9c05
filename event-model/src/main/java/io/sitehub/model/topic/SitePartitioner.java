package io.sitehub.model.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition a site lies in: murmur2 of the UTF-8 bytes of the site id, as Kafka's default
 * partitioner has it for a record keyed by the site id. Any Kafka client therefore finds the same
 * partition.
 *
 * @param partitions partition count of the site-keyed topics; it must never change once there are
 *     events
 */
public record SitePartitioner(int partitions) {

  /** Refuses a count below 1. */
  public SitePartitioner {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, not " + partitions);
    }
  }

  /** The partition of a site, from 0. */
  public int partitionOf(String siteId) {
    return partitionOf(siteId.getBytes(StandardCharsets.UTF_8));
  }

  /** The partition of a record with these key bytes, from 0. */
  public int partitionOf(byte[] keyBytes) {
    return Utils.toPositive(Utils.murmur2(keyBytes)) % partitions;
  }
}
