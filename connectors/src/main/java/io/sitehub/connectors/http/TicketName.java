package io.sitehub.connectors.http;

import io.sitehub.model.state.Ticket;

/** A ticket through all its revisions. */
record TicketName(String siteId, long number) {

  /** The name of a revision's ticket. */
  static TicketName of(Ticket ticket) {
    return new TicketName(ticket.getSiteId(), ticket.getNumber());
  }
}
