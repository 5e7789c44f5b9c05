package io.sitehub.kpis.define;

import io.sitehub.kit.lifecycle.Component;
import io.sitehub.model.registry.RegistryException;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of configurations behind one producer, which is made for the first change: questions
 * can be answered with Kafka away.
 */
public final class KafkaConfigLog implements ConfigLog, Component {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaConfigLog.class);
  private static final String TOPIC = TopicCatalogue.CONFIGS.name();

  private final Supplier<? extends Producer<byte[], byte[]>> producers;
  private final RecordWriter<SpecificRecord> writer;
  private final InstantSource clock;
  private final Object opening = new Object();
  private volatile @Nullable Producer<byte[], byte[]> producer;

  /**
   * A log.
   *
   * @param producers makes the producer
   * @param registry knows the ids of the schemas
   */
  public KafkaConfigLog(
      Supplier<? extends Producer<byte[], byte[]>> producers,
      SchemaRegistry registry,
      InstantSource clock) {
    this.producers = producers;
    this.writer = new RecordWriter<>(registry, TopicCatalogue.CONFIGS);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "config-log";
  }

  /** Nothing is needed yet. */
  @Override
  public void start() {}

  @Override
  public void stop(Duration within) {
    synchronized (opening) {
      Producer<byte[], byte[]> open = producer;
      if (open != null) {
        open.close(within);
      }
    }
  }

  @Override
  @SuppressWarnings("NullAway") // a null value is a tombstone
  public WriteOutcome write(String site, String key, @Nullable SpecificRecord value) {
    Future<RecordMetadata> sent;
    try {
      byte[] bytes = value == null ? null : writer.write(value);
      Producer<byte[], byte[]> open = open();
      int partition = new SitePartitioner(open.partitionsFor(TOPIC).size()).partitionOf(site);
      byte[] keyBytes = (site + "/" + key).getBytes(StandardCharsets.UTF_8);
      sent = open.send(new ProducerRecord<>(TOPIC, partition, clock.millis(), keyBytes, bytes));
    } catch (RegistryException | KafkaException away) {
      return failed(new WriteOutcome.NotWritten(away.getClass().getSimpleName()), away);
    }
    try {
      RecordMetadata metadata = sent.get();
      return new WriteOutcome.Acknowledged(metadata.partition(), metadata.offset());
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      return cause instanceof RecordTooLargeException
          ? new WriteOutcome.TooLarge()
          : failed(new WriteOutcome.Unknown(cause.getClass().getSimpleName()), cause);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new WriteOutcome.Unknown("this instance is stopping");
    }
  }

  private static WriteOutcome failed(WriteOutcome outcome, Throwable cause) {
    LOG.atWarn().addKeyValue("outcome", outcome).setCause(cause).log("a change was not written");
    return outcome;
  }

  private Producer<byte[], byte[]> open() {
    Producer<byte[], byte[]> open = producer;
    if (open == null) {
      synchronized (opening) {
        open = producer;
        if (open == null) {
          open = producers.get();
          producer = open;
        }
      }
    }
    return open;
  }
}
