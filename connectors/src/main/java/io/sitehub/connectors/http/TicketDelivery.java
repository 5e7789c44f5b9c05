package io.sitehub.connectors.http;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the records that Connect delivers to the ERP or to the dead letters, in rounds: each ends
 * in time, and what it leaves over is taken up by the next, which Connect starts by delivering the
 * same records again. Not for use by several threads.
 */
final class TicketDelivery {

  private static final Logger log = LoggerFactory.getLogger(TicketDelivery.class);

  /** Some 10 MB. An older revision comes after a newer one within days, if ever. */
  private static final int REMEMBERED_TICKETS = 50_000;

  private static final Duration REMIND_EVERY = Duration.ofSeconds(30);

  /** The rest of a plan that only ran out of time: Connect sees to its group and comes back. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  /** Those a delivery deals with. */
  record Neighbours(TicketIntake intake, Erp erp, DeadLetters deadLetters) {}

  /**
   * How it goes about it.
   *
   * @param putTimeout how long a round may take
   */
  record Limits(int batchSize, Round.Pace pace, Duration putTimeout, RetryPolicy retries) {}

  /** What came of a delivery. */
  sealed interface Outcome {

    /** Every record is finished. */
    record Done() implements Outcome {}

    /** Deliver the same again after a while. */
    record Later(Duration after, String why) implements Outcome {}
  }

  private final Neighbours neighbours;
  private final Limits limits;
  private final Clocks clocks;
  private final Reminder reminder;
  private final NewestRevisions newest = new NewestRevisions(REMEMBERED_TICKETS);
  private final Deliveries deliveries = new Deliveries();
  private BatchPlan plan = BatchPlan.of(List.of(), 1);
  private int failures;
  private @Nullable Deadline pause;
  private String waitsFor = "";

  TicketDelivery(Neighbours neighbours, Limits limits, Clocks clocks) {
    this.neighbours = neighbours;
    this.limits = limits;
    this.clocks = clocks;
    this.reminder = new Reminder(clocks, REMIND_EVERY);
  }

  /**
   * Brings records as far as they get in time.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  Outcome deliver(Collection<SinkRecord> records) throws InterruptedException {
    // Connect comes before the pause is over when it has offsets to commit.
    if (pause != null && !pause.isOver()) {
      return new Outcome.Later(atLeastOneMs(pause.left()), waitsFor);
    }
    try {
      if (!deliveries.take(records, neighbours.intake()::take)) {
        plan = BatchPlan.of(deliveries.open(), limits.batchSize());
      }
    } catch (DeferredTicketsException e) {
      return pause(Duration.ZERO, String.valueOf(e.getMessage()), 0);
    }
    // What the schema registry may take has its own bound.
    Deadline deadline = clocks.in(limits.putTimeout());
    Round.End end = new Round(neighbours.erp(), limits.pace(), newest, plan, deadline).run();
    Optional<String> trouble = neighbours.deadLetters().settle(deliveries.all(), deadline);
    if (end.obstacle().isPresent()) {
      return defer(end.obstacle().get(), end.accepted());
    }
    if (trouble.isPresent()) {
      return pause(Duration.ZERO, trouble.get(), end.accepted());
    }
    pause = null;
    failures = 0;
    long left = deliveries.unfinished();
    if (left > 0) {
      return new Outcome.Later(AT_ONCE, "time is up, " + left + " tickets are left");
    }
    deliveries.clear();
    return new Outcome.Done();
  }

  private Outcome defer(Answer obstacle, int accepted) {
    return switch (obstacle) {
      case Answer.TryAgain(Duration after, String why) -> pause(after, why, accepted);
      case Answer.WrongSetup(String advice) -> {
        if (reminder.isDue(advice)) {
          log.atError()
              .addKeyValue("waiting", deliveries.unfinished())
              .addKeyValue("advice", advice)
              .log("tickets wait until the connector is set up as the ERP expects");
        }
        yield pause(Duration.ZERO, advice, accepted);
      }
      case Answer.Accepted _, Answer.Refused _ ->
          throw new IllegalStateException("no obstacle: " + obstacle);
    };
  }

  private Outcome pause(Duration asked, String why, int accepted) {
    failures = accepted > 0 ? 1 : failures + 1;
    Duration length = limits.retries().pause(failures, asked);
    pause = clocks.in(length);
    waitsFor = why;
    return new Outcome.Later(length, why);
  }

  private static Duration atLeastOneMs(Duration duration) {
    return duration.compareTo(AT_ONCE) < 0 ? AT_ONCE : duration;
  }

  /** Of the offsets that Connect would commit, or else those of the first that is not finished. */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>(delivered);
    committable.replaceAll((partition, offset) -> {
      long first = deliveries.firstUnfinished(partition).orElse(Long.MAX_VALUE);
      return first < offset.offset() ? new OffsetAndMetadata(first) : offset;
    });
    return committable;
  }

  /** Other tasks take these partitions over. */
  void forget(Collection<TopicPartition> partitions) {
    deliveries.forget(partitions);
    plan = BatchPlan.of(deliveries.open(), limits.batchSize());
  }
}
