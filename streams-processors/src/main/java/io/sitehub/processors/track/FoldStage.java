package io.sitehub.processors.track;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.deduplicate.Placed;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.StoredEvent;
import io.sitehub.processors.state.StoredEventCodec;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.TrackedVisit;
import io.sitehub.processors.state.VisitEvents;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.visit.VisitFold;
import io.sitehub.processors.watch.Tally;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Third stage: what the visit is with one more event. An event that comes in the order in which
 * things happened, the usual case, is appended; any other lets the visit be folded from all events.
 */
public final class FoldStage extends ContextualProcessor<String, Placed, Object, Object> {

  private final VisitFold fold;
  private final StoredEventCodec eventCodec;
  private final Visits.Codec visitCodec;
  private final Tally tally;
  private final String next;
  private VisitEvents events;
  private Visits visits;

  /**
   * @param next name of the node that takes {@link VisitChange}s by site
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public FoldStage(
      VisitFold fold,
      StoredEventCodec eventCodec,
      Visits.Codec visitCodec,
      Tally tally,
      String next) {
    this.fold = fold;
    this.eventCodec = eventCodec;
    this.visitCodec = visitCodec;
    this.tally = tally;
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    StateSpace space = StateSpace.of(context.getStateStore(Table.STORE));
    events = new VisitEvents(space, eventCodec);
    visits = new Visits(space, visitCodec);
  }

  @Override
  public void process(Record<String, Placed> input) {
    String siteId = input.key();
    String visitId = input.value().visitId();
    StoredEvent stored = input.value().stored();
    events.add(visitId, stored);
    TrackedVisit before = visits.find(siteId, visitId);
    Visit visit = visitWith(stored.event(), siteId, visitId, before);
    context().forward(input.withValue(VisitChange.of(before, visit)), next);
  }

  private Visit visitWith(
      SiteEvent event, String siteId, String visitId, @Nullable TrackedVisit before) {
    if (before == null) {
      return fold.fold(siteId, visitId, List.of(event));
    }
    if (fold.continues(before.visit(), event)) {
      return fold.append(before.visit(), event);
    }
    tally.refold();
    return fold.fold(
        siteId,
        visitId,
        events.of(siteId, visitId, Integer.MAX_VALUE).stream().map(StoredEvent::event).toList());
  }
}
