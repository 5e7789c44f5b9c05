package io.sitehub.processors.decode;

import io.sitehub.processors.output.Output;
import io.sitehub.processors.output.OutputKey;
import io.sitehub.processors.watch.Tally;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Writes dead letters for one stage. */
public final class DeadLetters {

  private final ProcessorContext<Object, Object> context;
  private final Tally tally;

  /** Writes through the context of a stage that has the sink among its children. */
  public DeadLetters(ProcessorContext<Object, Object> context, Tally tally) {
    this.context = context;
    this.tally = tally;
  }

  /** Writes a dead letter and counts it. */
  public void write(DeadLetter letter) {
    LogRecord record = letter.record();
    tally.deadLetter(letter.reason().stage().code(), letter.reason().code());
    Output.DEAD_LETTERS.write(
        context,
        new OutputKey.OfOriginal(record.partition(), letter.key()),
        letter.value(),
        record.recordedAt().toEpochMilli(),
        letter.headers());
  }
}
