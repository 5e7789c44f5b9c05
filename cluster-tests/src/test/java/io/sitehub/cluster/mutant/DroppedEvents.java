package io.sitehub.cluster.mutant;

import java.util.Map;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;

/**
 * A fold that loses one event in so many. Streams puts it around the real stage when it is named as
 * {@code processor.wrapper.class}.
 */
public final class DroppedEvents implements ProcessorWrapper {
  /** The setting that says in how many. */
  public static final String ONE_IN = "mutant.drops.one.in";

  private static final String FOLD = "visit-fold-event";

  private long oneIn;

  @Override
  public void configure(Map<String, ?> configs) {
    oneIn = Long.parseLong(String.valueOf(configs.get(ONE_IN)));
  }

  @Override
  public <KIn, VIn, KOut, VOut>
      WrappedProcessorSupplier<KIn, VIn, KOut, VOut> wrapProcessorSupplier(
          String name, ProcessorSupplier<KIn, VIn, KOut, VOut> real) {
    return name.equals(FOLD)
        ? ProcessorWrapper.asWrapped(() -> new Dropping<>(real.get()))
        : ProcessorWrapper.asWrapped(real);
  }

  @Override
  public <KIn, VIn, VOut>
      WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> wrapFixedKeyProcessorSupplier(
          String name, FixedKeyProcessorSupplier<KIn, VIn, VOut> real) {
    return ProcessorWrapper.asWrappedFixedKey(real);
  }

  private final class Dropping<KIn, VIn, KOut, VOut> implements Processor<KIn, VIn, KOut, VOut> {
    private final Processor<KIn, VIn, KOut, VOut> real;
    private long taken;

    Dropping(Processor<KIn, VIn, KOut, VOut> real) {
      this.real = real;
    }

    @Override
    public void init(ProcessorContext<KOut, VOut> context) {
      real.init(context);
    }

    @Override
    public void process(Record<KIn, VIn> record) {
      taken++;
      if (taken % oneIn != 0) {
        real.process(record);
      }
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
