package io.sitehub.processors.deduplicate;

import io.sitehub.processors.decode.DeadLetter;
import io.sitehub.processors.decode.DeadLetterReason;
import io.sitehub.processors.decode.DeadLetters;
import io.sitehub.processors.decode.Decoded;
import io.sitehub.processors.decode.LogRecord;
import io.sitehub.processors.deduplicate.NameRegister.Entry;
import io.sitehub.processors.state.EventNames;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.StoredEvent;
import io.sitehub.processors.state.StoredEventCodec;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.WaitingCorrections;
import io.sitehub.processors.watch.Tally;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Second stage: drops repeats, refuses reused names, finds the visit of each event. */
public final class DeduplicateStage
    extends ContextualProcessor<String, Decoded.Event, Object, Object> {

  private final StoredEventCodec events;
  private final Tally tally;
  private final String next;
  private final String watch;
  private NameRegister register;
  private DeadLetters deadLetters;

  /**
   * @param next name of the node that takes {@link Placed} events by site
   * @param watch name of the node that takes all that is {@link Heard}, by site
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public DeduplicateStage(StoredEventCodec events, Tally tally, String next, String watch) {
    this.events = events;
    this.tally = tally;
    this.next = next;
    this.watch = watch;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    StateSpace space = StateSpace.of(context.getStateStore(Table.STORE));
    register = new NameRegister(new EventNames(space), new WaitingCorrections(space, events));
    deadLetters = new DeadLetters(context, tally);
  }

  @Override
  public void process(Record<String, Decoded.Event> input) {
    Decoded.Event event = input.value();
    LogRecord record = event.record();
    StoredEvent stored =
        new StoredEvent(
            event.event(),
            record.offset(),
            record.recordedAt(),
            Objects.requireNonNull(record.value(), "a decoded event has a value"));
    switch (register.enter(stored, event.hash())) {
      case Entry.Noted() -> hear(input, new Heard.NewEvent(stored));
      case Entry.Repeat() -> tally.repeat();
      case Entry.Refused(DeadLetterReason reason, String detail) -> {
        deadLetters.write(new DeadLetter(record, reason, detail));
        if (reason == DeadLetterReason.NAME_REUSED) {
          hear(input, new Heard.ReusedName(event.event()));
        }
      }
      case Entry.Entered(Placed placed) -> {
        hear(input, new Heard.NewEvent(stored));
        context().forward(input.withValue(placed), next);
      }
    }
  }

  private void hear(Record<String, Decoded.Event> input, Heard heard) {
    context().forward(input.withValue(heard), watch);
  }
}
