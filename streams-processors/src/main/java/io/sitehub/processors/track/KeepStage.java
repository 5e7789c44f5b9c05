package io.sitehub.processors.track;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.commit.BeforeCommit;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.retire.Retiring;
import io.sitehub.processors.state.Progress;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.StoredEventCodec;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.VisitAttributes;
import io.sitehub.processors.state.VisitCounts;
import io.sitehub.processors.state.VisitEvents;
import io.sitehub.processors.state.VisitIndex;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.state.VisitsAtHand;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Seventh stage: keeps the visit and tells the world. A visit that only an order made goes with it;
 * beside the events it lets visits go that have retired.
 */
public final class KeepStage extends ContextualProcessor<String, VisitChange, Object, Object> {

  /** How often some visits are looked at to see whether they have retired. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final SchemaRegistry registry;
  private final StoredEventCodec eventCodec;
  private final Visits.Codec codec;
  private final Function<String, List<String>> alertIds;
  private final String next;
  private Visits visits;
  private VisitEvents events;
  private VisitIndex index;
  private VisitCounts counts;

  /**
   * Keeps visits and events as these codecs write them.
   *
   * @param alertIds ids of the alerts that there may be about a visit, which retire with it
   * @param next name of the node that takes the changes once they are kept
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public KeepStage(
      SchemaRegistry registry,
      StoredEventCodec eventCodec,
      Visits.Codec codec,
      Function<String, List<String>> alertIds,
      String next) {
    this.registry = registry;
    this.eventCodec = eventCodec;
    this.codec = codec;
    this.alertIds = alertIds;
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    StateSpace space = StateSpace.of(context.getStateStore(Table.STORE));
    visits = new Visits(space, codec, VisitsAtHand.of(context));
    events = new VisitEvents(space, eventCodec);
    index = new VisitIndex(space);
    counts = new VisitCounts(space);
    Retiring retiring = new Retiring(space, registry, eventCodec, visits, counts, alertIds);
    BeforeCommit beforeCommit = BeforeCommit.of(context);
    int partition = context.taskId().partition();
    context.schedule(
        LOOK_EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          beforeCommit.run(); // so that what is removed is what is known
          Progress progress = Progress.read(space, partition);
          if (progress != null) {
            retiring.look(progress.recordedAt());
          }
        });
  }

  @Override
  public void process(Record<String, VisitChange> input) {
    VisitChange change = input.value();
    Visit visit = change.visit();
    Visit before = change.visitBefore();
    index.update(
        visit.getSiteId(),
        visit.getVisitId(),
        before == null ? null : VisitAttributes.of(before),
        VisitAttributes.of(visit));
    boolean gone = change.after().isNothing();
    if (gone) {
      visits.remove(visit.getSiteId(), visit.getVisitId());
      if (before == null) {
        return; // nobody has seen it
      }
    }
    byte[] wire = codec.encode(visit);
    if (!gone) {
      events.add(visit.getSiteId(), visit.getVisitId(), change.events());
      visits.put(change.after(), wire);
    }
    count(change);
    Output.VISITS.write(context(), visit.getSiteId(), visit.getVisitId(), wire, input.timestamp());
    if (gone) { // once they know that it is nothing any more, nobody need keep it
      Output.VISITS.write(
          context(), visit.getSiteId(), visit.getVisitId(), null, input.timestamp());
    }
    context().forward(input, next);
  }

  private void count(VisitChange change) {
    int more = (change.after().isNothing() ? 0 : 1) - (change.before() == null ? 0 : 1);
    if (more != 0) {
      counts.add(change.visit().getSiteId(), more);
    }
  }
}
