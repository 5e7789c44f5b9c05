package io.sitehub.processors.output;

import io.sitehub.model.topic.SitePartitioner;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/** The key of a record that the topology writes, with what decides its partition. */
public sealed interface OutputKey {

  /** The key's bytes. */
  byte @Nullable [] bytes();

  /** The partition among so many. */
  int partition(int partitions);

  /**
   * The key of something about a site: it lies in the site's partition.
   *
   * @param siteId the site
   * @param text the key
   */
  record OfSite(String siteId, String text) implements OutputKey {
    @Override
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int partition(int partitions) {
      return new SitePartitioner(partitions).partitionOf(siteId);
    }
  }

  /**
   * The key of a record that is passed on as it was: it lies in the partition of the same number.
   *
   * @param partition where it came from
   * @param bytes the key as it was
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared: it is only written
  record OfOriginal(int partition, byte @Nullable [] bytes) implements OutputKey {
    @Override
    public int partition(int partitions) {
      return partition % partitions;
    }
  }

  /** Writes the bytes of a key. */
  static Serializer<OutputKey> serializer() {
    return (topic, key) -> key.bytes();
  }

  /** Finds the partition of a key. */
  static StreamPartitioner<OutputKey, byte[]> partitioner() {
    return (topic, key, value, partitions) -> Optional.of(Set.of(key.partition(partitions)));
  }
}
