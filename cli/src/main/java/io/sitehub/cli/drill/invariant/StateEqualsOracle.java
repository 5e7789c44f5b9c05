package io.sitehub.cli.drill.invariant;

import io.sitehub.cli.drill.evidence.Evidence;
import io.sitehub.cli.drill.evidence.LoggedEvent;
import io.sitehub.cli.drill.evidence.SiteAnswers;
import io.sitehub.cli.oracle.Comparison;
import io.sitehub.cli.oracle.SiteOracle;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.state.SiteConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Visits, tickets and KPIs as they are answered are those that the oracle works out from the log:
 * each event had its effect, and had it once.
 */
public final class StateEqualsOracle implements Invariant {
  @Override
  public List<String> violations(Evidence evidence) {
    List<String> violations = new ArrayList<>();
    List<SiteEvent> log = evidence.events().stream().map(LoggedEvent::event).toList();
    for (SiteAnswers site : evidence.sites()) {
      List<SiteConfig> settings =
          evidence.settings().stream()
              .filter(version -> version.getSiteId().equals(site.siteId()))
              .toList();
      Comparison comparison =
          new Comparison(
              new SiteOracle(site.siteId(), site.zone(), settings).of(log, evidence.orders()));
      comparison.answeredVisits(site.visits());
      comparison.answeredTickets(site.tickets());
      comparison.cells(site.cells());
      comparison
          .differences()
          .forEach(difference -> violations.add(site.siteId() + " " + difference));
    }
    if (evidence.deadLetters() > 0) {
      violations.add(evidence.deadLetters() + " dead letters, and nothing that was sent is one");
    }
    return violations;
  }
}
