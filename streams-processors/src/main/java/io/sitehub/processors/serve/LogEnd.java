package io.sitehub.processors.serve;

import java.util.Collection;
import java.util.Map;

/** Knows where the log ends. */
@FunctionalInterface
public interface LogEnd {

  /**
   * The offset behind the last acknowledged record of each partition; blocks on the network.
   *
   * @throws org.apache.kafka.common.KafkaException when the brokers do not answer in time
   */
  Map<Integer, Long> endOffsets(Collection<Integer> partitions) throws InterruptedException;
}
