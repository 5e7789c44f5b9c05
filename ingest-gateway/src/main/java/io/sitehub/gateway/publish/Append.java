package io.sitehub.gateway.publish;

import io.sitehub.gateway.validate.ValidEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The events of one request on their way into the log: counts acknowledgements down. */
final class Append {
  private final List<ValidEvent> events;
  private final Consumer<AppendOutcome> done;
  private final int[] partitions;
  private final long[] offsets;
  private final AtomicInteger open;
  private volatile @Nullable String trouble;
  private volatile @Nullable String refusal;
  private final Set<Integer> tooLarge = new ConcurrentSkipListSet<>();

  Append(List<ValidEvent> events, Consumer<AppendOutcome> done) {
    this.events = events;
    this.done = done;
    this.partitions = new int[events.size()];
    this.offsets = new long[events.size()];
    this.open = new AtomicInteger(events.size());
  }

  /** What the producer calls for the event at {@code index}, exactly once. */
  Callback callback(int index) {
    return (metadata, failure) -> completed(index, metadata, failure);
  }

  private void completed(
      int index, @Nullable RecordMetadata metadata, @Nullable Exception failure) {
    if (failure != null) {
      failed(index, failure);
    } else if (metadata == null || !metadata.hasOffset()) {
      // The broker knew the batch as a duplicate but no longer where it put it (KAFKA-5494).
      trouble = "acknowledged without an offset";
    } else {
      partitions[index] = metadata.partition();
      offsets[index] = metadata.offset();
    }
    // The counter publishes what other callbacks wrote to the arrays.
    if (open.decrementAndGet() == 0) {
      done.accept(outcome());
    }
  }

  /** What cannot pass says nothing about the log, and asking for a repeat would be no help. */
  private void failed(int index, Exception failure) {
    String reason = failure.getClass().getSimpleName();
    switch (failure) {
      case RecordTooLargeException _, RecordBatchTooLargeException _ -> tooLarge.add(index);
      case SerializationException _, InvalidTimestampException _, InvalidRecordException _ ->
          refusal = reason;
      default -> trouble = reason;
    }
  }

  private AppendOutcome outcome() {
    String reason = trouble;
    String refused = refusal;
    if (reason != null) {
      return new AppendOutcome.Unknown(reason);
    }
    if (!tooLarge.isEmpty()) {
      return new AppendOutcome.TooLarge(List.copyOf(tooLarge));
    }
    if (refused != null) {
      return new AppendOutcome.Refused(refused);
    }
    List<Receipt> receipts = new ArrayList<>(events.size());
    for (int i = 0; i < offsets.length; i++) {
      ValidEvent event = events.get(i);
      receipts.add(
          new Receipt(
              event.attributes().name().id(),
              event.attributes().name().source(),
              partitions[i],
              offsets[i]));
    }
    return new AppendOutcome.Acknowledged(receipts);
  }
}
