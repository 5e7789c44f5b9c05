package io.sitehub.processors.decode;

import io.sitehub.processors.state.Progress;
import io.sitehub.processors.state.Sites;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.watch.Tally;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * First stage: notes how far the log has been taken in, and lets only events through.
 *
 * <p>A registry that does not answer about a schema not met before fails the task before anything
 * of the record had an effect; Streams reads the record again.
 */
public final class DecodeStage extends ContextualProcessor<byte[], byte[], Object, Object> {

  private final RecordDecoder decoder;
  private final Tally tally;
  private final String next;
  private StateSpace space;
  private Sites sites;
  private DeadLetters deadLetters;
  private CommitPace pace;

  /**
   * @param next name of the node that takes {@link Decoded.Event}s by site
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public DecodeStage(RecordDecoder decoder, Tally tally, String next) {
    this.decoder = decoder;
    this.tally = tally;
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    space = StateSpace.of(context.getStateStore(Table.STORE));
    sites = new Sites(space);
    deadLetters = new DeadLetters(context, tally);
    CommitPace fresh = new CommitPace();
    pace = fresh;
    context.schedule(
        CommitPace.FRESH_EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        nowMs -> {
          if (fresh.isDue(nowMs)) {
            context.commit();
          }
        });
  }

  @Override
  public void process(Record<byte[], byte[]> input) {
    RecordMetadata position = context().recordMetadata().orElseThrow();
    LogRecord record =
        new LogRecord(
            position.topic(),
            position.partition(),
            position.offset(),
            Instant.ofEpochMilli(input.timestamp()),
            input.key(),
            input.value(),
            input.headers());
    Decoded decoded = decoder.decode(record);
    tally.record();
    switch (decoded) {
      case Decoded.Dead(DeadLetter letter) -> deadLetters.write(letter);
      case Decoded.Event event -> {
        String siteId = event.event().siteId();
        sites.remember(siteId);
        context().forward(new Record<>(siteId, event, input.timestamp(), input.headers()), next);
      }
    }
    pace.took(input.timestamp());
    // Last, so that a copy that has it has all effects of the record.
    new Progress(record.offset(), record.recordedAt()).write(space, record.partition());
  }
}
