package io.sitehub.processors.state;

import io.sitehub.model.state.Visit;
import io.sitehub.processors.visit.Plan;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A visit and the ticket it gave. What it adds to the cells of the KPIs is not kept: a series never
 * changes what it means, so it is derived again when it must be taken back.
 *
 * @param told what its events tell, and they alone: what further events are folded into; must not
 *     be changed
 * @param plan what its order says of it, if one does
 * @param visit the visit: what is told, with the plan over it; must not be changed
 * @param ticketNumber number of the ticket it gave, if any
 * @param heardAt when the newest record that changed it was written to the log
 * @param mostBytes what is told has in the wire format no more bytes than this
 */
public record TrackedVisit(
    Visit told,
    @Nullable Plan plan,
    Visit visit,
    @Nullable Long ticketNumber,
    Instant heardAt,
    int mostBytes) {

  /** The visit that what is told and a plan make. */
  public static TrackedVisit of(
      Visit told,
      @Nullable Plan plan,
      @Nullable Long ticketNumber,
      Instant heardAt,
      int mostBytes) {
    return new TrackedVisit(
        told, plan, plan == null ? told : plan.over(told), ticketNumber, heardAt, mostBytes);
  }

  /** The visit with a ticket of this number. */
  public TrackedVisit withTicket(long number) {
    return new TrackedVisit(told, plan, visit, number, heardAt, mostBytes);
  }

  /** Whether neither an event nor an order knows of it: what only an order made that is gone. */
  public boolean isNothing() {
    return plan == null && told.getEventCount() == 0;
  }

  /** The later of when it was heard of and when it is booked for: until then it cannot be old. */
  public Instant dueAt() {
    return plan == null
        ? heardAt
        : Stream.of(heardAt, or(plan.slotStart()), or(plan.slotEnd()))
            .max(Instant::compareTo)
            .orElseThrow();
  }

  private Instant or(@Nullable Instant booked) {
    return booked == null ? heardAt : booked;
  }
}
