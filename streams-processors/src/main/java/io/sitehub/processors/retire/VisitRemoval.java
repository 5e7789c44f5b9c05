package io.sitehub.processors.retire;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.queue.Queues;
import io.sitehub.processors.state.Alerts;
import io.sitehub.processors.state.EventNames;
import io.sitehub.processors.state.RetiredVisits;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.StoredEventCodec;
import io.sitehub.processors.state.Tickets;
import io.sitehub.processors.state.TrackedVisit;
import io.sitehub.processors.state.VisitAttributes;
import io.sitehub.processors.state.VisitCounts;
import io.sitehub.processors.state.VisitEvents;
import io.sitehub.processors.state.VisitIndex;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.state.VisitsByOrder;
import io.sitehub.processors.vehicle.Tares;
import java.util.List;
import java.util.function.Function;

/** Removes a visit from all tables but those of figures; what is left is its id. */
final class VisitRemoval {

  private final Visits visits;
  private final VisitIndex index;
  private final VisitEvents events;
  private final EventNames names;
  private final VisitsByOrder byOrder;
  private final Tickets tickets;
  private final VisitCounts counts;
  private final RetiredVisits retired;
  private final Queues queues;
  private final Tares tares;
  private final Alerts alerts;
  private final Function<String, List<String>> alertIds;

  /**
   * @param counts those of the stage that counts new visits
   * @param alertIds ids of the alerts that there may be about a visit
   */
  VisitRemoval(
      StateSpace space,
      SchemaRegistry registry,
      StoredEventCodec eventCodec,
      Visits visits,
      VisitCounts counts,
      Function<String, List<String>> alertIds) {
    this.alerts = new Alerts(space, registry);
    this.alertIds = alertIds;
    this.visits = visits;
    this.index = new VisitIndex(space);
    this.events = new VisitEvents(space, eventCodec);
    this.names = new EventNames(space);
    this.byOrder = new VisitsByOrder(space);
    this.tickets = new Tickets(space, registry);
    this.counts = counts;
    this.retired = new RetiredVisits(space);
    this.queues = new Queues(space);
    this.tares = new Tares(space);
  }

  void remove(TrackedVisit tracked) {
    Visit visit = tracked.visit();
    String siteId = visit.getSiteId();
    String visitId = visit.getVisitId();
    events.of(siteId, visitId).forEach(stored -> names.remove(siteId, stored.event().name()));
    events.remove(siteId, visitId);
    byOrder.update(siteId, visitId, tracked.told().getOrderId(), null);
    Long ticketNumber = tracked.ticketNumber();
    if (ticketNumber != null) {
      tickets.remove(siteId, ticketNumber);
    }
    index.update(siteId, visitId, VisitAttributes.of(visit), null);
    queues.remove(visit);
    tares.remove(visit);
    alertIds.apply(visitId).forEach(alertId -> alerts.remove(siteId, alertId));
    visits.remove(siteId, visitId);
    counts.add(siteId, -1);
    retired.add(siteId, visitId);
  }
}
