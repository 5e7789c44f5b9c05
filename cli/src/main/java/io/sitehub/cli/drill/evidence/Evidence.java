package io.sitehub.cli.drill.evidence;

import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Ticket;
import java.util.List;

/**
 * What invariants are held against in the end.
 *
 * @param ledger what was done
 * @param events the log, of each partition in its order, read back committed
 * @param tickets every revision of every ticket, of each partition in its order, read back
 *     committed
 * @param settings versions of the sites' configurations
 * @param orders of the ERP, as they are
 * @param deadLetters records that could not be used
 * @param sites what is answered, of each site
 * @param unrest what is not well with a process, when everything should be
 */
public record Evidence(
    Ledger ledger,
    List<LoggedEvent> events,
    List<Ticket> tickets,
    List<SiteConfig> settings,
    List<Order> orders,
    long deadLetters,
    List<SiteAnswers> sites,
    List<String> unrest) {

  /** Copies the lists. */
  public Evidence {
    events = List.copyOf(events);
    tickets = List.copyOf(tickets);
    settings = List.copyOf(settings);
    orders = List.copyOf(orders);
    sites = List.copyOf(sites);
    unrest = List.copyOf(unrest);
  }

  /**
   * The same without dead letters that were there before.
   *
   * @param before how many there were
   */
  public Evidence sinceDeadLetters(long before) {
    return new Evidence(
        ledger, events, tickets, settings, orders, deadLetters - before, sites, unrest);
  }
}
