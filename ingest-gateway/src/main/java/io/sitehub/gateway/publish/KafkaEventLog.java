package io.sitehub.gateway.publish;

import io.sitehub.gateway.validate.ValidEvent;
import io.sitehub.kit.lifecycle.Component;
import io.sitehub.kit.lifecycle.StartRefused;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.TopicCatalogue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events topic behind one producer that all requests share, so that events of many terminals
 * travel in few produce requests: what a produce request costs the brokers decides what a cluster
 * can take.
 *
 * <p>The record's key is the site, its timestamp the moment the gateway received it.
 */
public final class KafkaEventLog implements EventLog, Component {
  private static final Logger log = LoggerFactory.getLogger(KafkaEventLog.class);
  private static final String TOPIC = TopicCatalogue.EVENTS.name();

  private final TopicAdmission topic;
  private final Supplier<? extends Producer<byte[], byte[]>> producers;
  private final InstantSource clock;
  private final AppendHealth health;
  private volatile @Nullable Open open;

  /** Waits for the topic to be good enough, at the start. */
  @FunctionalInterface
  public interface TopicAdmission {
    /**
     * How many partitions the topic has, once it is admitted.
     *
     * @throws StartRefused if it is too weak, or does not show up
     */
    int partitions() throws StartRefused, InterruptedException;
  }

  private record Open(Producer<byte[], byte[]> producer, SitePartitioner partitioner) {}

  /**
   * A log that is opened at the start and closed at the stop.
   *
   * @param topic asked once, before the producer is made
   * @param producers makes the producer
   * @param health told of every acknowledgement and every failure
   */
  public KafkaEventLog(
      TopicAdmission topic,
      Supplier<? extends Producer<byte[], byte[]>> producers,
      InstantSource clock,
      AppendHealth health) {
    this.topic = topic;
    this.producers = producers;
    this.clock = clock;
    this.health = health;
  }

  @Override
  public void append(List<ValidEvent> events, Consumer<AppendOutcome> done) {
    Open current = opened();
    long receivedMs = clock.millis();
    Append append =
        new Append(
            events,
            outcome -> {
              health.observe(outcome);
              done.accept(outcome);
            });
    for (int i = 0; i < events.size(); i++) {
      send(current, events.get(i), receivedMs, append.callback(i));
    }
  }

  private static void send(Open current, ValidEvent event, long receivedMs, Callback callback) {
    byte[] key = event.key();
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(event.attributes(), headers);
    try {
      current.producer.send(
          new ProducerRecord<>(
              TOPIC, current.partitioner.partitionOf(key), receivedMs, key, event.value(), headers),
          callback);
    } catch (RuntimeException e) {
      // Thrown instead of reported: the producer is closed, or this thread was interrupted.
      callback.onCompletion(null, e);
    }
  }

  @Override
  public String name() {
    return "event-log";
  }

  /** Admits the topic and makes the producer know it, so that the first event need not wait. */
  @Override
  public void start() throws StartRefused, InterruptedException {
    SitePartitioner partitioner = new SitePartitioner(topic.partitions());
    Producer<byte[], byte[]> producer = producers.get();
    open = new Open(producer, partitioner);
    try {
      producer.partitionsFor(TOPIC);
    } catch (TimeoutException e) {
      log.atInfo().log("the producer learns of the topic later than it should");
    }
  }

  /** Sends what is still waiting, then closes. */
  @Override
  public void stop(Duration within) {
    opened().producer.close(within);
  }

  /** Kafka's own figures of the producer, for the metrics. */
  public Map<MetricName, ? extends Metric> producerMetrics() {
    Open current = open;
    return current == null ? Map.of() : current.producer.metrics();
  }

  private Open opened() {
    Open current = open;
    if (current == null) {
      throw new IllegalStateException("the log is not open");
    }
    return current;
  }
}
