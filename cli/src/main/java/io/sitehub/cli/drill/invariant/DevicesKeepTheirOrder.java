package io.sitehub.cli.drill.invariant;

import io.sitehub.cli.drill.evidence.Evidence;
import io.sitehub.cli.drill.evidence.LoggedEvent;
import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.cli.drill.ledger.Publication;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Repeats apart, the events of a device lie in the log in the order of its counter. A device that
 * goes on without knowing what became of an event gives up its place: it may come later.
 */
public final class DevicesKeepTheirOrder implements Invariant {
  @Override
  public List<String> violations(Evidence evidence) {
    Map<EventName, Publication> publications = evidence.ledger().publications();
    Set<EventName> heard = new HashSet<>();
    Map<String, Long> last = new HashMap<>();
    List<String> violations = new ArrayList<>();
    for (LoggedEvent logged : evidence.events()) {
      SiteEvent event = logged.event();
      Publication publication = publications.get(event.name());
      Long number = event.deviceSeq();
      boolean known = publication != null && publication.outcome() == Outcome.OK;
      if (known && number != null && heard.add(event.name())) {
        long before = last.getOrDefault(event.name().source(), 0L);
        if (number <= before) {
          violations.add(
              "%s number %d lies at %d/%d, behind number %d"
                  .formatted(event.name(), number, logged.partition(), logged.offset(), before));
        }
        last.put(event.name().source(), number);
      }
    }
    return violations;
  }
}
