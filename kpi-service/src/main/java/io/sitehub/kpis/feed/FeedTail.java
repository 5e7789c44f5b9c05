package io.sitehub.kpis.feed;

import io.sitehub.kit.lifecycle.Component;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the end of the feed's topics for all clients of this instance together: one consumer, one
 * thread. While Kafka is away the clients stay and get nothing; afterwards they miss nothing.
 */
public final class FeedTail implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(FeedTail.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration BACK_OFF = Duration.ofSeconds(1);

  private final FeedConsumers consumers;
  private final long ringBytes;
  private final Thread thread;
  private volatile List<PartitionFeed> feeds = List.of();
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * A tail that is not started yet.
   *
   * @param ringBytes about how much memory the newest changes of one partition may take
   */
  public FeedTail(FeedConsumers consumers, long ringBytes) {
    this.consumers = consumers;
    this.ringBytes = ringBytes;
    this.thread = Thread.ofPlatform().name("feed-tail").daemon().unstarted(this::run);
  }

  @Override
  public String name() {
    return "feed-tail";
  }

  /** Begins to follow, in the background: Kafka may come later. */
  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop(Duration within) throws InterruptedException {
    closed.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup(); // not an interrupt: that would keep the consumer from closing in order
    }
    thread.join(within);
  }

  /** How many partitions it follows; 0 before it has found the topics. */
  public int partitions() {
    return feeds.size();
  }

  /** The feed of a partition; empty before the topics were found. */
  Optional<PartitionFeed> feed(int partition) {
    List<PartitionFeed> now = feeds;
    return partition < now.size() ? Optional.of(now.get(partition)) : Optional.empty();
  }

  /** Lets every client go: they connect again, elsewhere. */
  public void endAll(String reason) {
    feeds.forEach(feed -> feed.endAll(reason));
  }

  private void run() {
    while (!isClosed()) {
      try (Consumer<byte[], byte[]> consumer = consumers.create("feed")) {
        current = consumer;
        follow(consumer);
      } catch (WakeupException stopping) {
        LOG.debug("the feed stops");
      } catch (KafkaException away) {
        LOG.atWarn()
            .addKeyValue("cause", away.toString())
            .log("the feed cannot follow the log; trying again");
        pause();
      } catch (RuntimeException fault) {
        LOG.atError().setCause(fault).log("the feed failed; following again");
        pause();
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause() {
    try {
      if (closed.await(BACK_OFF.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("the feed stops while the log is away");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    if (feeds.isEmpty()) {
      int partitions = FeedConsumers.partitions(consumer);
      consumer.assign(FeedConsumers.all(partitions));
      feeds = atTheEnd(consumer, partitions);
      LOG.atInfo().addKeyValue("partitions", partitions).log("the feed follows the log");
    } else {
      consumer.assign(FeedConsumers.all(feeds.size()));
      goOn(consumer);
    }
    while (!isClosed()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        publish(record);
      }
      records
          .nextOffsets()
          .forEach((where, next) ->
              feeds
                  .get(where.partition())
                  .advance(FeedTopic.ofTopic(where.topic()), next.offset()));
    }
  }

  private List<PartitionFeed> atTheEnd(Consumer<byte[], byte[]> consumer, int partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(FeedConsumers.all(partitions));
    List<PartitionFeed> made = new ArrayList<>(partitions);
    for (int partition = 0; partition < partitions; partition++) {
      FeedPosition start = new FeedPosition(0, 0, 0);
      for (FeedTopic topic : FeedTopic.values()) {
        TopicPartition where = FeedConsumers.of(topic, partition);
        long end = ends.getOrDefault(where, 0L);
        consumer.seek(where, end);
        start = start.upTo(topic, end);
      }
      made.add(new PartitionFeed(start, ringBytes));
    }
    return List.copyOf(made);
  }

  /** Where the consumer before this one left off. */
  private void goOn(Consumer<byte[], byte[]> consumer) {
    for (int partition = 0; partition < feeds.size(); partition++) {
      FeedPosition position = feeds.get(partition).position();
      for (FeedTopic topic : FeedTopic.values()) {
        consumer.seek(FeedConsumers.of(topic, partition), position.next(topic));
      }
    }
  }

  private void publish(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() != null) {
      feeds
          .get(record.partition())
          .publish(
              new Change(
                  FeedTopic.ofTopic(record.topic()),
                  record.offset(),
                  record.key(),
                  record.value()));
    }
  }
}
