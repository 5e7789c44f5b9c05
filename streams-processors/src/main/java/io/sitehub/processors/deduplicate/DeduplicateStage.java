package io.sitehub.processors.deduplicate;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.processors.decode.DeadLetter;
import io.sitehub.processors.decode.DeadLetterReason;
import io.sitehub.processors.decode.DeadLetters;
import io.sitehub.processors.decode.Decoded;
import io.sitehub.processors.decode.LogRecord;
import io.sitehub.processors.deduplicate.NameRegister.Entry;
import io.sitehub.processors.state.Alerts;
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

  private final SchemaRegistry registry;
  private final StoredEventCodec events;
  private final Tally tally;
  private final String next;
  private NameRegister register;
  private NameReuse nameReuse;
  private DeadLetters deadLetters;

  /**
   * @param next name of the node that takes {@link Placed} events by site
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public DeduplicateStage(
      SchemaRegistry registry, StoredEventCodec events, Tally tally, String next) {
    this.registry = registry;
    this.events = events;
    this.tally = tally;
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    StateSpace space = StateSpace.of(context.getStateStore(Table.STORE));
    register = new NameRegister(new EventNames(space), new WaitingCorrections(space, events));
    nameReuse = new NameReuse(context, new Alerts(space, registry));
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
      case Entry.Noted() -> {}
      case Entry.Repeat() -> tally.repeat();
      case Entry.Refused(DeadLetterReason reason, String detail) -> {
        deadLetters.write(new DeadLetter(record, reason, detail));
        if (reason == DeadLetterReason.NAME_REUSED) {
          nameReuse.report(event.event(), record.recordedAt());
        }
      }
      case Entry.Entered(Placed placed) -> context().forward(input.withValue(placed), next);
    }
  }
}
