package io.sitehub.processors.track;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.decode.DeadLetter;
import io.sitehub.processors.decode.DeadLetterReason;
import io.sitehub.processors.decode.DeadLetters;
import io.sitehub.processors.decode.LogRecord;
import io.sitehub.processors.deduplicate.Placed;
import io.sitehub.processors.retire.Retirement;
import io.sitehub.processors.state.RetiredVisits;
import io.sitehub.processors.state.SiteSettings;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.StoredEvent;
import io.sitehub.processors.state.StoredEventCodec;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.TrackedVisit;
import io.sitehub.processors.state.VisitEvents;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.state.VisitsAtHand;
import io.sitehub.processors.state.VisitsByOrder;
import io.sitehub.processors.visit.Plan;
import io.sitehub.processors.visit.VisitFold;
import io.sitehub.processors.watch.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Third stage: what the visit is with one more event. An event that comes in the order in which
 * things happened, the usual case, is appended; any other lets the visit be folded from all events,
 * once, however many corrections come with it.
 *
 * <p>What its order says of it, if one does, is laid over what the events tell and kept apart from
 * it. It is looked up when the visit is new or its events name another order than before; whatever
 * changes about an order changes its visits when it comes.
 *
 * <p>What a visit has no room for, and what comes when it has retired, is a dead letter: so which
 * events it holds then depends on the order of their arrival. The name of such an event stays
 * taken.
 */
public final class FoldStage extends ContextualProcessor<String, Placed, Object, Object> {

  /**
   * The bound on the bytes of a visit: a thousand usual visits, an eighth of what may be written.
   * Everything that is derived from a visit follows its size, so this keeps all of it within what
   * may be written: no sender can stop a site by one visit that grows and grows.
   */
  public static final int MAX_BYTES = 512 << 10;

  private final SchemaRegistry registry;
  private final VisitFold fold;
  private final StoredEventCodec eventCodec;
  private final Visits.Codec visitCodec;
  private final Tally tally;
  private final String next;
  private VisitEvents events;
  private Visits visits;
  private VisitsByOrder byOrder;
  private Plans plans;
  private RetiredVisits retired;
  private Retirement retirement;
  private DeadLetters deadLetters;

  /**
   * @param next name of the node that takes {@link VisitChange}s by site
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public FoldStage(
      SchemaRegistry registry,
      VisitFold fold,
      StoredEventCodec eventCodec,
      Visits.Codec visitCodec,
      Tally tally,
      String next) {
    this.registry = registry;
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
    events = new VisitEvents(space, eventCodec, VisitsAtHand.of(context));
    visits = new Visits(space, visitCodec, VisitsAtHand.of(context));
    retired = new RetiredVisits(space);
    byOrder = new VisitsByOrder(space);
    retirement = new Retirement(new SiteSettings(space, registry));
    plans = new Plans(space, registry, retirement);
    deadLetters = new DeadLetters(context, tally);
  }

  @Override
  public void process(Record<String, Placed> input) {
    String siteId = input.key();
    String visitId = input.value().visitId();
    TrackedVisit before = visits.find(siteId, visitId);
    if (before == null
        ? retired.contains(siteId, visitId)
        : retirement.hasRetired(before, Instant.ofEpochMilli(input.timestamp()))) {
      refuse(
          input,
          input.value().events(),
          DeadLetterReason.VISIT_RETIRED,
          "nothing had been heard of the visit for so long that it has retired");
      return;
    }
    int room = Placed.MAX_EVENTS_PER_VISIT - (before == null ? 0 : before.told().getEventCount());
    List<StoredEvent> placed = input.value().events();
    List<StoredEvent> counted = placed.subList(0, Math.clamp(room, 0, placed.size()));
    refuse(
        input,
        placed.subList(counted.size(), placed.size()),
        DeadLetterReason.VISIT_FULL,
        "a visit may have " + Placed.MAX_EVENTS_PER_VISIT + " events, and it has");
    Grown grown = grow(input, before, counted);
    if (grown != null) {
      Instant at = Instant.ofEpochMilli(input.timestamp());
      TrackedVisit after = grown.from(before, plan(before, grown.told(), at), at);
      context().forward(input.withValue(new VisitChange(before, after, grown.events())), next);
    }
  }

  /** The plan of a visit, and its place in the index of those whose events name an order. */
  private @Nullable Plan plan(@Nullable TrackedVisit before, Visit told, Instant at) {
    String named = told.getOrderId();
    String namedBefore = before == null ? null : before.told().getOrderId();
    byOrder.update(told.getSiteId(), told.getVisitId(), namedBefore, named);
    return before != null && Objects.equals(named, namedBefore)
        ? before.plan()
        : plans.find(told.getSiteId(), told.getVisitId(), named, at);
  }

  /** What is told of a visit with more events. */
  private record Grown(Visit told, int mostBytes, List<StoredEvent> events) {

    TrackedVisit from(@Nullable TrackedVisit before, @Nullable Plan plan, Instant recordedAt) {
      return before == null
          ? TrackedVisit.of(told, plan, null, recordedAt, mostBytes)
          : TrackedVisit.of(
              told,
              plan,
              before.ticketNumber(),
              before.heardAt().isBefore(recordedAt) ? recordedAt : before.heardAt(),
              mostBytes);
    }
  }

  /** With all of the events if the visit has room for them, or else with those it has room for. */
  private @Nullable Grown grow(
      Record<String, Placed> input, @Nullable TrackedVisit before, List<StoredEvent> more) {
    if (more.isEmpty()) {
      return null;
    }
    String visitId = input.value().visitId();
    Grown together = with(input.key(), visitId, before, more);
    if (together != null) {
      return together;
    }
    Grown grown = null;
    for (StoredEvent event : more) {
      List<StoredEvent> tried = new ArrayList<>(grown == null ? List.of() : grown.events());
      tried.add(event);
      Grown larger = more.size() == 1 ? null : with(input.key(), visitId, before, tried);
      if (larger == null) {
        refuse(
            input,
            List.of(event),
            DeadLetterReason.VISIT_FULL,
            "a visit may have " + MAX_BYTES + " bytes, and with this event has more");
      } else {
        grown = larger;
      }
    }
    return grown;
  }

  /** The visit with all of the events; null when it is too large. */
  private @Nullable Grown with(
      String siteId, String visitId, @Nullable TrackedVisit before, List<StoredEvent> more) {
    if (before != null && !continues(before, more)) {
      return refolded(siteId, visitId, more);
    }
    Visit visit =
        before == null
            ? fold.fold(siteId, visitId, more.stream().map(StoredEvent::event).toList())
            : fold.append(before.told(), more.getFirst().event());
    long most = before == null ? 0 : before.mostBytes();
    for (StoredEvent event : more) {
      most += VisitGrowth.mostBytes(event);
    }
    return most <= MAX_BYTES ? new Grown(visit, (int) most, more) : measured(visit, more);
  }

  private boolean continues(TrackedVisit before, List<StoredEvent> more) {
    return more.size() == 1 && fold.continues(before.told(), more.getFirst().event());
  }

  private @Nullable Grown refolded(String siteId, String visitId, List<StoredEvent> more) {
    tally.refold();
    List<SiteEvent> history = new ArrayList<>();
    events.of(siteId, visitId).forEach(stored -> history.add(stored.event()));
    more.forEach(stored -> history.add(stored.event()));
    return measured(fold.fold(siteId, visitId, history), more);
  }

  private @Nullable Grown measured(Visit visit, List<StoredEvent> more) {
    int bytes = visitCodec.encode(visit).length;
    return bytes <= MAX_BYTES ? new Grown(visit, bytes, more) : null;
  }

  private void refuse(
      Record<String, Placed> input,
      List<StoredEvent> refused,
      DeadLetterReason reason,
      String detail) {
    RecordMetadata atHand = context().recordMetadata().orElseThrow();
    for (StoredEvent stored : refused) {
      LogRecord record =
          stored.offset() == atHand.offset()
              ? LogRecord.of(stored, atHand.partition(), input.headers())
              : LogRecord.of(stored, atHand.partition());
      deadLetters.write(new DeadLetter(record, reason, detail));
    }
  }
}
