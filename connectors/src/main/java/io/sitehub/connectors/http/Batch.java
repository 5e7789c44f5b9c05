package io.sitehub.connectors.http;

import io.sitehub.model.state.Ticket;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes to the ERP in one request: one revision at most of each ticket, so that the order
 * within it does not matter.
 */
record Batch(List<Delivery> members) {

  int size() {
    return members.size();
  }

  List<Ticket> tickets() {
    return members.stream().map(Delivery::ticket).toList();
  }

  Set<TicketName> names() {
    return members.stream()
        .map(member -> TicketName.of(member.ticket()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Each member by itself. */
  List<Batch> singles() {
    return members.stream().map(member -> new Batch(List.of(member))).toList();
  }
}
