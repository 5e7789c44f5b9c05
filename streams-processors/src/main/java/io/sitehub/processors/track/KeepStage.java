package io.sitehub.processors.track;

import io.sitehub.model.state.Visit;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.TrackedVisit;
import io.sitehub.processors.state.VisitAttributes;
import io.sitehub.processors.state.VisitIndex;
import io.sitehub.processors.state.Visits;
import java.time.ZoneId;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Last stage: keeps the visit with all that was derived from it, and tells the world. */
public final class KeepStage extends ContextualProcessor<String, VisitChange, Object, Object> {

  private final Visits.Codec codec;
  private final ZoneId zone;
  private Visits visits;
  private VisitIndex index;

  /**
   * @param zone time zone of the sites: it decides on which day a visit is listed
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public KeepStage(Visits.Codec codec, ZoneId zone) {
    this.codec = codec;
    this.zone = zone;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    StateSpace space = StateSpace.of(context.getStateStore(Table.STORE));
    visits = new Visits(space, codec);
    index = new VisitIndex(space);
  }

  @Override
  public void process(Record<String, VisitChange> input) {
    VisitChange change = input.value();
    Visit visit = change.visit();
    TrackedVisit before = change.before();
    index.update(
        visit.getSiteId(),
        visit.getVisitId(),
        before == null ? null : VisitAttributes.of(before.visit(), zone),
        VisitAttributes.of(visit, zone));
    visits.put(change.after(), change.wire());
    Output.VISITS.write(
        context(), visit.getSiteId(), visit.getVisitId(), change.wire(), input.timestamp());
  }
}
