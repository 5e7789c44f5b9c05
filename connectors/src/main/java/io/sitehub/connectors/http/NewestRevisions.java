package io.sitehub.connectors.http;

import io.sitehub.model.state.Ticket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest revision of each ticket that the ERP took from this task, for as many tickets as there
 * is room for: those that were longest not touched go first. An older revision that comes after it
 * is superseded. Not for use by several threads.
 */
final class NewestRevisions {

  private final Map<TicketName, Integer> revisions;

  /** A memory for so many tickets. */
  NewestRevisions(int capacity) {
    this.revisions =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<TicketName, Integer> eldest) {
            return size() > capacity;
          }
        };
  }

  /** The ERP took this revision. */
  void accepted(Ticket ticket) {
    revisions.merge(TicketName.of(ticket), ticket.getRevision(), Math::max);
  }

  /** Whether the ERP took a newer revision of the same ticket. */
  boolean supersede(Ticket ticket) {
    Integer newest = revisions.get(TicketName.of(ticket));
    return newest != null && newest > ticket.getRevision();
  }
}
