package io.sitehub.processors.ticket;

import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.Visit;

/**
 * What the ticket of a visit says now, number and revision apart, if it has one: a pure function of
 * the visit, whatever the ticket said before.
 *
 * @param status void when the visit calls for no ticket any more
 * @param content what it says
 */
public record TicketStatement(TicketStatus status, TicketContent content) {

  /** The statement that follows from a visit. */
  public static TicketStatement of(Visit visit) {
    return TicketContent.of(visit)
        .map(content -> new TicketStatement(TicketStatus.ISSUED, content))
        .orElseGet(() -> new TicketStatement(TicketStatus.VOID, TicketContent.ofVoid(visit)));
  }

  /** SHA-256 of it as docs/tickets.md has it, lower-case hexadecimal. */
  public String documentHash() {
    return DocumentHash.of(content, status);
  }
}
