package io.sitehub.gateway.submit;

import io.sitehub.gateway.publish.AppendOutcome;
import io.sitehub.gateway.publish.EventLog;
import io.sitehub.gateway.publish.Receipt;
import io.sitehub.gateway.validate.ValidEvent;
import io.sitehub.model.cloudevent.EventName;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A log in memory that acknowledges when it is told to. */
final class RecordingLog implements EventLog {
  private final Queue<ValidEvent> written = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
  private volatile boolean holding;
  private volatile boolean failing;
  private volatile boolean absurd;

  @Override
  public void append(List<ValidEvent> events, Consumer<AppendOutcome> done) {
    written.addAll(events);
    AppendOutcome outcome =
        failing
            ? new AppendOutcome.Unknown("told to fail")
            : new AppendOutcome.Acknowledged(
                IntStream.range(0, events.size())
                    .mapToObj(i -> receipt(events.get(i), 40 + i))
                    .toList());
    if (absurd) {
      // An outcome whose answer cannot be written: its receipts are in the hands of a bug.
      done.accept(new AppendOutcome.Acknowledged(Collections.singletonList(null)));
    } else if (holding) {
      held.add(() -> done.accept(outcome));
    } else {
      done.accept(outcome);
    }
  }

  private static Receipt receipt(ValidEvent event, long offset) {
    EventName name = event.attributes().name();
    return new Receipt(name.id(), name.source(), 3, offset);
  }

  void hold() {
    holding = true;
  }

  void release() {
    holding = false;
    for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
      answer.run();
    }
  }

  void fail() {
    failing = true;
  }

  /** From now on the outcomes are such that answering them throws. */
  void confuse() {
    absurd = true;
  }

  int heldCount() {
    return held.size();
  }

  List<ValidEvent> written() {
    return List.copyOf(written);
  }
}
