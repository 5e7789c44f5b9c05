package io.sitehub.processors.track;

import io.sitehub.processors.commit.BeforeCommit;
import io.sitehub.processors.state.VisitsAtHand;
import io.sitehub.processors.state.VisitsAtHand.Changed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Fifth stage: gathers what happens to each visit between two commits, and hands it on as one
 * change before each: from here on a truck costs as much as it changes, not as much as it tells.
 */
public final class GatherStage extends ContextualProcessor<String, VisitChange, Object, Object> {

  private final String next;
  private VisitsAtHand visits;
  private BeforeCommit beforeCommit;

  /**
   * @param next name of the node that takes the {@link VisitChange}s by site
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public GatherStage(String next) {
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    visits = VisitsAtHand.of(context);
    beforeCommit = BeforeCommit.of(context);
    beforeCommit.add(BeforeCommit.Step.VISITS, context, this::handOn);
  }

  @Override
  public void process(Record<String, VisitChange> input) {
    VisitChange change = input.value();
    visits.change(change.before(), change.after(), change.events(), input.timestamp());
    if (visits.isFull()) {
      beforeCommit.run();
    }
  }

  private void handOn() {
    for (Changed each : visits.take()) {
      context()
          .forward(
              new Record<>(
                  each.now().visit().getSiteId(),
                  new VisitChange(each.kept(), each.now(), each.events()),
                  each.timestampMs()),
              next);
    }
  }
}
