package io.sitehub.processors.track;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.retire.Retirement;
import io.sitehub.processors.state.RetiredVisits;
import io.sitehub.processors.state.SiteSettings;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.TrackedVisit;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.state.VisitsAtHand;
import io.sitehub.processors.visit.Plan;
import io.sitehub.processors.visit.VisitFold;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/** Visits as orders change them: what their events tell stays as it is. */
public final class PlannedVisits {

  private final Visits.Codec codec;
  private final Visits visits;
  private final RetiredVisits retired;
  private final Retirement retirement;
  private final Plans plans;
  private final VisitFold fold = new VisitFold();

  private PlannedVisits(
      StateSpace space, SchemaRegistry registry, Visits.Codec codec, VisitsAtHand atHand) {
    this.codec = codec;
    this.visits = new Visits(space, codec, atHand);
    this.retired = new RetiredVisits(space);
    this.retirement = new Retirement(new SiteSettings(space, registry));
    this.plans = new Plans(space, registry, retirement);
  }

  /** Those of the task a stage belongs to, which must be connected to its visits at hand. */
  public static PlannedVisits of(
      ProcessorContext<?, ?> context,
      StateSpace space,
      SchemaRegistry registry,
      Visits.Codec codec) {
    return new PlannedVisits(space, registry, codec, VisitsAtHand.of(context));
  }

  /**
   * What becomes of a visit by the orders as they are now.
   *
   * @param at when the record that changed one of them was written to the log
   * @return null when nothing does, or the visit has retired
   */
  public @Nullable VisitChange plan(String siteId, String visitId, Instant at) {
    TrackedVisit before = visits.find(siteId, visitId);
    if (before == null ? retired.contains(siteId, visitId) : retirement.hasRetired(before, at)) {
      return null;
    }
    Visit told = before == null ? fold.fold(siteId, visitId, List.of()) : before.told();
    Plan plan = plans.find(siteId, visitId, told.getOrderId(), at);
    if (Objects.equals(plan, before == null ? null : before.plan())) {
      return null;
    }
    return new VisitChange(before, planned(before, told, plan, at), List.of());
  }

  private TrackedVisit planned(
      @Nullable TrackedVisit before, Visit told, @Nullable Plan plan, Instant at) {
    return before == null
        ? TrackedVisit.of(told, plan, null, at, codec.encode(told).length)
        : TrackedVisit.of(
            told,
            plan,
            before.ticketNumber(),
            before.heardAt().isBefore(at) ? at : before.heardAt(),
            before.mostBytes());
  }
}
