package io.sitehub.cli.drill.evidence;

import io.sitehub.cli.drill.ledger.Ledger;
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
 * @param deadLetters records that could not be used
 * @param sites what is answered, of each site
 * @param unrest what is not well with a process, when everything should be
 */
public record Evidence(
    Ledger ledger,
    List<LoggedEvent> events,
    List<Ticket> tickets,
    List<SiteConfig> settings,
    long deadLetters,
    List<SiteAnswers> sites,
    List<String> unrest) {

  /** Copies the lists. */
  public Evidence {
    events = List.copyOf(events);
    tickets = List.copyOf(tickets);
    settings = List.copyOf(settings);
    sites = List.copyOf(sites);
    unrest = List.copyOf(unrest);
  }

  /**
   * The same without dead letters that were there before.
   *
   * @param before how many there were
   */
  public Evidence sinceDeadLetters(long before) {
    return new Evidence(ledger, events, tickets, settings, deadLetters - before, sites, unrest);
  }
}
