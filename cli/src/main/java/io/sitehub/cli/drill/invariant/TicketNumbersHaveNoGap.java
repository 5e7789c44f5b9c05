package io.sitehub.cli.drill.invariant;

import io.sitehub.cli.drill.evidence.Evidence;
import io.sitehub.model.state.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tickets of a site are numbered 1, 2, 3 in the order in which they were written, each number
 * belongs to one visit, and each revision follows the one before.
 */
public final class TicketNumbersHaveNoGap implements Invariant {
  @Override
  public List<String> violations(Evidence evidence) {
    List<String> violations = new ArrayList<>();
    Map<String, Map<Long, Ticket>> newest = new TreeMap<>();
    for (Ticket ticket : evidence.tickets()) {
      Map<Long, Ticket> site = newest.computeIfAbsent(ticket.getSiteId(), s -> new TreeMap<>());
      Ticket before = site.put(ticket.getNumber(), ticket);
      String name = ticket.getSiteId() + " ticket " + ticket.getNumber();
      if (before == null) {
        if (ticket.getNumber() != site.size()) {
          violations.add(name + " came as the " + site.size() + ". of its site");
        }
        if (ticket.getRevision() != 1) {
          violations.add(name + " begins with revision " + ticket.getRevision());
        }
      } else {
        if (ticket.getRevision() != before.getRevision() + 1) {
          violations.add(
              name + " revision " + ticket.getRevision() + " follows " + before.getRevision());
        }
        if (!ticket.getVisitId().equals(before.getVisitId())) {
          violations.add(
              name + " is that of " + before.getVisitId() + " and of " + ticket.getVisitId());
        }
      }
    }
    return violations;
  }
}
