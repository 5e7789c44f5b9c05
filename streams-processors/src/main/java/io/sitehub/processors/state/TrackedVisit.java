package io.sitehub.processors.state;

import io.sitehub.model.state.Visit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A visit and the ticket it gave. What it adds to the cells of the KPIs is not kept: a series never
 * changes what it means, so it is derived again when it must be taken back.
 *
 * @param visit the visit; must not be changed
 * @param ticketNumber number of the ticket it gave, if any
 * @param heardAt when the newest of its events was written to the log
 * @param mostBytes the visit in the wire format has no more bytes than this
 */
public record TrackedVisit(
    Visit visit, @Nullable Long ticketNumber, Instant heardAt, int mostBytes) {

  /** The visit with a ticket of this number. */
  public TrackedVisit withTicket(long number) {
    return new TrackedVisit(visit, number, heardAt, mostBytes);
  }
}
