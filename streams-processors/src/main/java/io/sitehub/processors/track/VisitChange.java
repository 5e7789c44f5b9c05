package io.sitehub.processors.track;

import io.sitehub.model.state.Measurements;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.state.TrackedVisit;
import org.jspecify.annotations.Nullable;

/**
 * A visit that has changed, on its way through the stages: each adds what it derives.
 *
 * @param before what was known of it; null: nothing
 * @param visit as it is now
 * @param wire the visit in the wire format; must not be changed
 * @param ticketNumber number of the ticket it has now, if any
 * @param contributions what it contributes now
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record VisitChange(
    @Nullable TrackedVisit before,
    Visit visit,
    byte[] wire,
    @Nullable Long ticketNumber,
    @Nullable Measurements contributions) {

  /** A change as the fold gives it: the ticket and the contributions are still those of before. */
  public static VisitChange of(@Nullable TrackedVisit before, Visit visit, byte[] wire) {
    return new VisitChange(
        before,
        visit,
        wire,
        before == null ? null : before.ticketNumber(),
        before == null ? null : before.contributions());
  }

  /** The change with a ticket of this number. */
  public VisitChange withTicket(long issued) {
    return new VisitChange(before, visit, wire, issued, contributions);
  }

  /** The change with these contributions. */
  public VisitChange withContributions(Measurements made) {
    return new VisitChange(before, visit, wire, ticketNumber, made);
  }

  /** What is kept. */
  public TrackedVisit after() {
    return new TrackedVisit(visit, ticketNumber, contributions);
  }
}
