package io.sitehub.connectors.http;

import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Ticket;

/** What a ticket looks like in a request: a JSON value. */
@FunctionalInterface
interface TicketBody {

  /** Every field there is, as the query API shows them (docs/tickets.md). */
  TicketBody ALL_FIELDS = AvroToJson::text;

  /** The ticket as JSON text. */
  String of(Ticket ticket);
}
