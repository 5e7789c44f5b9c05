package io.sitehub.processors.decode;

import io.sitehub.processors.commit.BeforeCommit;
import io.sitehub.processors.commit.CommitPace;
import io.sitehub.processors.state.Progress;
import io.sitehub.processors.state.Sites;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.watch.Tally;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

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
  private @Nullable Progress progress;

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
    progress = null;
    int partition = context.taskId().partition();
    BeforeCommit before = BeforeCommit.of(context);
    before.add(BeforeCommit.Step.PROGRESS, context, () -> writeProgress(partition));
    pace = CommitPace.of(context, before);
  }

  private void writeProgress(int partition) {
    Progress known = progress;
    if (known != null) {
      known.write(space, partition);
      progress = null;
    }
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
    progress = new Progress(record.offset(), record.recordedAt());
  }
}
