package io.sitehub.processors.serve;

import io.sitehub.model.topic.TopicCatalogue;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers where the log ends. */
public final class BrokerLogEnd implements LogEnd {

  private final Admin admin;
  private final Duration timeout;

  /**
   * @param admin stays the caller's to close
   * @param timeout how long the brokers may take
   */
  public BrokerLogEnd(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  @Override
  public Map<Integer, Long> endOffsets(Collection<Integer> partitions) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> question =
        partitions.stream()
            .map(partition -> new TopicPartition(TopicCatalogue.EVENTS.name(), partition))
            .collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest()));
    try {
      Map<Integer, Long> ends = new TreeMap<>();
      admin
          .listOffsets(question)
          .all()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new KafkaException("the end of the log is not known", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("the brokers did not say in " + timeout + " where the log ends", e);
    }
  }
}
