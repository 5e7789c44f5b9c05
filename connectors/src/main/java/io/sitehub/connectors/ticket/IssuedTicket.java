package io.sitehub.connectors.ticket;

import io.sitehub.model.state.Ticket;
import java.time.Instant;

/**
 * A revision of a ticket.
 *
 * @param ticket what it says
 * @param issuedAt when the revision was written to the log
 */
public record IssuedTicket(Ticket ticket, Instant issuedAt) {

  /** The ticket, whatever its revision. */
  public Number number() {
    return new Number(ticket.getSiteId(), ticket.getNumber());
  }

  /** A revision of it, for ever. */
  public Revision revision() {
    return new Revision(ticket.getSiteId(), ticket.getNumber(), ticket.getRevision());
  }

  /**
   * The name of a ticket.
   *
   * @param number from 1, without gaps at a site
   */
  public record Number(String siteId, long number) {}

  /**
   * The name of a revision of a ticket.
   *
   * @param revision from 1
   */
  public record Revision(String siteId, long number, int revision) {
    @Override
    public String toString() {
      return siteId + "/" + number + "/" + revision;
    }
  }
}
