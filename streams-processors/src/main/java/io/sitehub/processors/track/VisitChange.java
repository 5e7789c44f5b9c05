package io.sitehub.processors.track;

import io.sitehub.model.state.Visit;
import io.sitehub.processors.state.TrackedVisit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A visit that has changed, on its way through the stages: each adds what it derives.
 *
 * @param before what was known of it; null: nothing
 * @param visit as it is now
 * @param wire the visit in the wire format; must not be changed
 * @param ticketNumber number of the ticket it has now, if any
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record VisitChange(
    @Nullable TrackedVisit before, Visit visit, byte[] wire, @Nullable Long ticketNumber)
    implements SiteChange {

  /** A change as the fold gives it: the ticket is still that of before. */
  public static VisitChange of(@Nullable TrackedVisit before, Visit visit, byte[] wire) {
    return new VisitChange(before, visit, wire, before == null ? null : before.ticketNumber());
  }

  /** The change with a ticket of this number. */
  public VisitChange withTicket(long issued) {
    return new VisitChange(before, visit, wire, issued);
  }

  /**
   * What is kept.
   *
   * @param recordedAt when the record that led to the change was written to the log
   */
  public TrackedVisit after(Instant recordedAt) {
    Instant heardAt =
        before == null || before.heardAt().isBefore(recordedAt) ? recordedAt : before.heardAt();
    return new TrackedVisit(visit, ticketNumber, heardAt);
  }
}
