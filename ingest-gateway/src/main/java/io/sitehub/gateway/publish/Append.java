package io.sitehub.gateway.publish;

import io.sitehub.gateway.validate.ValidEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The events of one request on their way into the log: counts acknowledgements down. */
final class Append {
  private final List<ValidEvent> events;
  private final Consumer<AppendOutcome> done;
  private final int[] partitions;
  private final long[] offsets;
  private final AtomicInteger open;
  private volatile @Nullable String trouble;

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
      trouble = failure.getClass().getSimpleName();
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

  private AppendOutcome outcome() {
    String reason = trouble;
    if (reason != null) {
      return new AppendOutcome.Unknown(reason);
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
