package io.sitehub.processors.order;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.processors.commit.BeforeCommit;
import io.sitehub.processors.commit.CommitPace;
import io.sitehub.processors.decode.DeadLetter;
import io.sitehub.processors.decode.DeadLetterReason;
import io.sitehub.processors.decode.DeadLetters;
import io.sitehub.processors.decode.LogRecord;
import io.sitehub.processors.state.Bookings;
import io.sitehub.processors.state.Orders;
import io.sitehub.processors.state.OrdersSpreading;
import io.sitehub.processors.state.OrdersSpreading.Spreading;
import io.sitehub.processors.state.Sites;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.state.VisitsByOrder;
import io.sitehub.processors.track.PlannedVisits;
import io.sitehub.processors.track.VisitChange;
import io.sitehub.processors.watch.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the orders of the ERP and lets the visits concerned have what they say now: at once those
 * that an order books and the first thousand whose events name it; of an order that more name, the
 * others beside the events.
 */
public final class OrderStage extends ContextualProcessor<byte[], byte[], Object, Object> {

  /** How many visits that name an order are changed in one go. */
  static final int AT_ONCE = 1_000;

  /** How often there may be a step of what is done beside the events. */
  private static final Duration STEP_EVERY = Duration.ofMillis(10);

  private final SchemaRegistry registry;
  private final OrderDecoder decoder;
  private final Visits.Codec visitCodec;
  private final Tally tally;
  private final String next;
  private OrderBook book;
  private VisitsByOrder byOrder;
  private OrdersSpreading spreading;
  private PlannedVisits planned;
  private Sites sites;
  private DeadLetters deadLetters;
  private CommitPace pace;
  private boolean maySpread;

  /**
   * @param partitions partition count of the topic
   * @param next name of the node that takes {@link VisitChange}s by site
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public OrderStage(
      SchemaRegistry registry, int partitions, Visits.Codec visitCodec, Tally tally, String next) {
    this.registry = registry;
    this.decoder = new OrderDecoder(registry, partitions);
    this.visitCodec = visitCodec;
    this.tally = tally;
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    StateSpace space = StateSpace.of(context.getStateStore(Table.STORE));
    book = new OrderBook(new Orders(space, registry), new Bookings(space));
    byOrder = new VisitsByOrder(space);
    spreading = new OrdersSpreading(space);
    planned = PlannedVisits.of(context, space, registry, visitCodec);
    sites = new Sites(space);
    deadLetters = new DeadLetters(context, tally);
    pace = CommitPace.of(context, BeforeCommit.of(context));
    maySpread = true;
    context.schedule(STEP_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> step());
  }

  @Override
  public void process(Record<byte[], byte[]> input) {
    RecordMetadata position = context().recordMetadata().orElseThrow();
    switch (decoder.read(position.partition(), input.key(), input.value())) {
      case OrderDecoder.Read.Usable(OrderRecord order) -> take(order, input.timestamp());
      case OrderDecoder.Read.Unusable(String detail) ->
          deadLetters.write(
              new DeadLetter(
                  new LogRecord(
                      position.topic(),
                      position.partition(),
                      position.offset(),
                      Instant.ofEpochMilli(input.timestamp()),
                      input.key(),
                      input.value(),
                      input.headers()),
                  DeadLetterReason.UNUSABLE_ORDER,
                  detail));
    }
    pace.took(input.timestamp());
  }

  private void take(OrderRecord order, long timestampMs) {
    Instant at = Instant.ofEpochMilli(timestampMs);
    switch (book.enter(order, at)) {
      case OrderBook.Entry.Old() -> tally.repeat();
      case OrderBook.Entry.Changed(var booked, boolean concernsAll) -> {
        sites.remember(order.siteId());
        booked.forEach(visitId -> plan(order.siteId(), visitId, timestampMs));
        if (concernsAll) {
          spread(order.siteId(), order.orderId(), null, timestampMs);
        }
      }
    }
  }

  /** Lets some of the visits that name an order have what it says. */
  private void spread(String siteId, String orderId, @Nullable String after, long timestampMs) {
    List<String> naming = byOrder.of(siteId, orderId, after, AT_ONCE);
    naming.forEach(visitId -> plan(siteId, visitId, timestampMs));
    if (naming.size() < AT_ONCE) {
      spreading.remove(siteId, orderId);
    } else {
      spreading.put(new Spreading(siteId, orderId, naming.getLast(), timestampMs));
      maySpread = true;
    }
  }

  private void step() {
    if (maySpread) { // it hardly ever may, and looking costs
      Spreading each = spreading.any();
      maySpread = each != null;
      if (each != null) {
        spread(each.siteId(), each.orderId(), each.doneTo(), each.timestampMs());
      }
    }
  }

  private void plan(String siteId, String visitId, long timestampMs) {
    VisitChange change = planned.plan(siteId, visitId, Instant.ofEpochMilli(timestampMs));
    if (change != null) {
      context().forward(new Record<>(siteId, change, timestampMs), next);
    }
  }
}
