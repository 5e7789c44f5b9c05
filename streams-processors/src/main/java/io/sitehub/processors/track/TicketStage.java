package io.sitehub.processors.track;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.Tickets;
import io.sitehub.processors.ticket.TicketContent;
import io.sitehub.processors.ticket.TicketSeries;
import io.sitehub.processors.ticket.TicketStatement;
import io.sitehub.processors.watch.Tally;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Fourth stage: the first time a visit calls for a ticket it gets the next number of its site;
 * whenever the visit calls for another content, the same number gets a revision.
 */
public final class TicketStage extends ContextualProcessor<String, VisitChange, Object, Object> {

  private final SchemaRegistry registry;
  private final Tally tally;
  private final String next;
  private Tickets tickets;

  /**
   * @param next name of the node that takes the changes
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public TicketStage(SchemaRegistry registry, Tally tally, String next) {
    this.registry = registry;
    this.tally = tally;
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    tickets = new Tickets(StateSpace.of(context.getStateStore(Table.STORE)), registry);
  }

  @Override
  public void process(Record<String, VisitChange> input) {
    VisitChange change = input.value();
    Long number = change.after().ticketNumber();
    if (number == null) {
      Optional<TicketContent> content = TicketContent.of(change.visit());
      if (content.isPresent()) {
        long given = tickets.lastNumber(input.key()) + 1;
        write(input, TicketSeries.issue(content.get(), given));
        tally.ticketIssued();
        change = change.withTicket(given);
      }
    } else {
      TicketStatement statement = TicketStatement.of(change.visit());
      if (!statement.equals(statementBefore(change))) {
        revise(input, number, statement);
      }
    }
    context().forward(input.withValue(change), next);
  }

  private static @Nullable TicketStatement statementBefore(VisitChange change) {
    Visit before = change.visitBefore();
    return before == null ? null : TicketStatement.of(before);
  }

  private void revise(Record<String, VisitChange> input, long number, TicketStatement statement) {
    Ticket newest = tickets.revisions(input.key(), number).getLast();
    TicketSeries.revise(newest, statement)
        .ifPresent(revision -> {
          write(input, revision);
          tally.ticketRevised();
        });
  }

  private void write(Record<String, VisitChange> input, Ticket revision) {
    Output.TICKETS.write(
        context(),
        input.key(),
        Long.toString(revision.getNumber()),
        tickets.append(revision),
        input.timestamp());
  }
}
