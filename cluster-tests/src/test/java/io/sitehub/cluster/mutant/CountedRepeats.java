package io.sitehub.cluster.mutant;

import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.processors.decode.Decoded;
import io.sitehub.processors.deduplicate.Placed;
import io.sitehub.processors.state.StoredEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;

/**
 * Deduplication switched off: an event that comes again goes on to its visit again. Streams puts it
 * around the real stage when it is named as {@code processor.wrapper.class}.
 */
public final class CountedRepeats implements ProcessorWrapper {
  private static final String DEDUPLICATE = "deduplicate-check-name";
  private static final String FOLD = "visit-fold-event";

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  @SuppressWarnings("unchecked") // the stage of this name takes and gives just these
  public <KIn, VIn, KOut, VOut>
      WrappedProcessorSupplier<KIn, VIn, KOut, VOut> wrapProcessorSupplier(
          String name, ProcessorSupplier<KIn, VIn, KOut, VOut> real) {
    if (!name.equals(DEDUPLICATE)) {
      return ProcessorWrapper.asWrapped(real);
    }
    ProcessorSupplier<String, Decoded.Event, Object, Object> stage =
        (ProcessorSupplier<String, Decoded.Event, Object, Object>) real;
    return (WrappedProcessorSupplier<KIn, VIn, KOut, VOut>)
        ProcessorWrapper.asWrapped(() -> new Forgetful(stage.get()));
  }

  @Override
  public <KIn, VIn, VOut>
      WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> wrapFixedKeyProcessorSupplier(
          String name, FixedKeyProcessorSupplier<KIn, VIn, VOut> real) {
    return ProcessorWrapper.asWrappedFixedKey(real);
  }

  private static final class Forgetful implements Processor<String, Decoded.Event, Object, Object> {
    private final Processor<String, Decoded.Event, Object, Object> real;
    private final Set<EventName> seen = new HashSet<>();
    private ProcessorContext<Object, Object> context;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    Forgetful(Processor<String, Decoded.Event, Object, Object> real) {
      this.real = real;
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
      context = given;
      real.init(given);
    }

    @Override
    public void process(Record<String, Decoded.Event> record) {
      Decoded.Event event = record.value();
      String visit = event.event().subject();
      if (seen.add(event.event().name()) || visit == null) {
        real.process(record);
        return;
      }
      StoredEvent again =
          new StoredEvent(
              renamed(event.event()),
              event.record().offset(),
              event.record().recordedAt(),
              Objects.requireNonNull(event.record().value()));
      context.forward(record.withValue(new Placed(visit, List.of(again))), FOLD);
    }

    /** Under its own name it would take its own place in the visit once more. */
    private static SiteEvent renamed(SiteEvent event) {
      return new SiteEvent(
          new EventName(event.name().source(), event.name().id() + "-again"),
          event.type(),
          event.siteId(),
          event.subject(),
          event.time(),
          event.deviceSeq(),
          event.actor(),
          event.causationId(),
          event.traceParent(),
          event.data());
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
