package io.sitehub.kpis.deadletter;

import io.sitehub.kit.lifecycle.Component;
import io.sitehub.kpis.deadletter.DeadLetter.Redriven;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.TopicCatalogue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes dead letters once more, byte for byte, into the partition of their site, and marks
 * them. Doing it again does no harm: what is taken in is deduplicated by its name.
 */
public final class Redrive implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(Redrive.class);
  private static final String TOPIC = TopicCatalogue.EVENTS.name();

  private final Supplier<? extends Producer<byte[], byte[]>> producers;
  private final InstantSource clock;
  private final Object opening = new Object();
  private volatile @Nullable Producer<byte[], byte[]> producer;

  /** A redrive whose producer is made for the first letter. */
  public Redrive(Supplier<? extends Producer<byte[], byte[]>> producers, InstantSource clock) {
    this.producers = producers;
    this.clock = clock;
  }

  /** What came of it. */
  sealed interface Outcome {
    /** The record is on min.insync.replicas brokers. */
    record Done(Redriven redriven) implements Outcome {}

    /** It may have been written or not, or not marked: doing it again does no harm. */
    record Unknown(String reason) implements Outcome {}
  }

  @Override
  public String name() {
    return "redrive";
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

  /**
   * Publishes a letter that {@linkplain Prospect#possible() may be}, and waits until that is
   * acknowledged, for a bounded time.
   */
  Outcome publish(DeadLetterLog.Found found) {
    DeadLetter letter = found.letter();
    ConsumerRecord<byte[], byte[]> original = found.record();
    try {
      Producer<byte[], byte[]> open = open();
      int partition =
          new SitePartitioner(open.partitionsFor(TOPIC).size()).partitionOf(letter.key());
      RecordMetadata written =
          open.send(
                  new ProducerRecord<>(
                      TOPIC,
                      partition,
                      null,
                      original.key(),
                      original.value(),
                      originalHeaders(original)))
              .get();
      Redriven redriven = new Redriven(clock.instant(), written.partition(), written.offset());
      open.send(new RedriveMark(letter.place(), redriven).record(original.key())).get();
      LOG.atInfo()
          .addKeyValue("letter", letter.place())
          .addKeyValue("reason", letter.reason())
          .addKeyValue("offset", written.offset())
          .log("a dead letter was published once more");
      return new Outcome.Done(redriven);
    } catch (ExecutionException | KafkaException away) {
      LOG.atWarn()
          .addKeyValue("letter", letter.place())
          .setCause(away)
          .log("a dead letter may not have been published");
      return new Outcome.Unknown(away.getClass().getSimpleName());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Outcome.Unknown("this instance is stopping");
    }
  }

  /** The headers the record had before it was a dead letter. */
  private static Headers originalHeaders(ConsumerRecord<byte[], byte[]> letter) {
    Headers headers = new RecordHeaders();
    for (Header header : letter.headers()) {
      if (!header.key().startsWith("dl_")) {
        headers.add(header);
      }
    }
    return headers;
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
