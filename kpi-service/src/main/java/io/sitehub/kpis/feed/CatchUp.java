package io.sitehub.kpis.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads from the log what a client missed that was away for longer than is kept in memory. */
final class CatchUp {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration WAIT = Duration.ofSeconds(5);

  /** Takes what the client missed. */
  interface Sink {
    /** A change; afterwards the client is at this position. */
    void changed(Change change, FeedPosition position) throws IOException;

    /** Nothing of interest lies before this position. */
    void reached(FeedPosition position) throws IOException;
  }

  /** How it ended. */
  sealed interface Result {
    /** Everything before this position was handed over. */
    record Reached(FeedPosition position) implements Result {}

    /** The client's position lies beyond the end of the log: it is one of another log. */
    record OtherLog() implements Result {}

    /** Too many clients are catching up, or it takes too long: come back and go on. */
    record Later() implements Result {}
  }

  private final FeedConsumers consumers;
  private final Semaphore permits;
  private final Duration deadline;

  /**
   * Reads for clients.
   *
   * @param atOnce how many clients may catch up at a time
   * @param deadline how long one may; then it must connect again and goes on from where it is
   */
  CatchUp(FeedConsumers consumers, int atOnce, Duration deadline) {
    this.consumers = consumers;
    this.permits = new Semaphore(atOnce);
    this.deadline = deadline;
  }

  /**
   * Hands over what happened at a site.
   *
   * @param from where the client is
   * @param to up to where, in the topics it wants
   * @throws IOException if the client is gone
   */
  Result read(FeedRequest request, FeedPosition from, FeedPosition to, Sink sink)
      throws IOException, InterruptedException {
    if (!permits.tryAcquire(WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
      return new Result.Later();
    }
    try (Consumer<byte[], byte[]> consumer = consumers.create("catch-up")) {
      if (isBeyondTheEnd(consumer, request, from)) {
        return new Result.OtherLog();
      }
      return read(consumer, request, from, to, sink);
    } finally {
      permits.release();
    }
  }

  private Result read(
      Consumer<byte[], byte[]> consumer,
      FeedRequest request,
      FeedPosition from,
      FeedPosition to,
      Sink sink)
      throws IOException {
    List<TopicPartition> behind = new ArrayList<>();
    for (FeedTopic topic : request.topics()) {
      if (from.next(topic) < to.next(topic)) {
        behind.add(FeedConsumers.of(topic, request.partition()));
      }
    }
    consumer.assign(behind);
    behind.forEach(where -> consumer.seek(where, from.next(FeedTopic.ofTopic(where.topic()))));
    FeedPosition position = from;
    long deadlineNanos = System.nanoTime() + deadline.toNanos();
    while (!behind.isEmpty()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        return new Result.Later();
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        FeedTopic topic = FeedTopic.ofTopic(record.topic());
        position = position.upTo(topic, record.offset() + 1);
        if (record.key() != null) {
          Change change = new Change(topic, record.offset(), record.key(), record.value());
          if (change.isAt(request.site())) {
            sink.changed(change, position);
          }
        }
      }
      for (TopicPartition where : List.copyOf(behind)) {
        FeedTopic topic = FeedTopic.ofTopic(where.topic());
        position = position.upTo(topic, consumer.position(where));
        if (position.next(topic) >= to.next(topic)) {
          behind.remove(where);
          consumer.pause(List.of(where));
        }
      }
      sink.reached(position);
    }
    return new Result.Reached(position);
  }

  private static boolean isBeyondTheEnd(
      Consumer<byte[], byte[]> consumer, FeedRequest request, FeedPosition from) {
    List<TopicPartition> all =
        request.topics().stream()
            .map(topic -> FeedConsumers.of(topic, request.partition()))
            .toList();
    consumer.assign(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    return all.stream()
        .anyMatch(
            where -> from.next(FeedTopic.ofTopic(where.topic())) > ends.getOrDefault(where, 0L));
  }
}
