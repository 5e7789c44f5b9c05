package io.sitehub.cli.drill.invariant;

import io.sitehub.cli.drill.evidence.Evidence;
import io.sitehub.cli.drill.evidence.LoggedEvent;
import io.sitehub.cli.drill.ledger.Entry.Receipt;
import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.model.cloudevent.EventName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each acknowledged event lies in the log, where its receipt says. */
public final class AcknowledgedIsInTheLog implements Invariant {
  @Override
  public List<String> violations(Evidence evidence) {
    Map<Receipt, EventName> log = new HashMap<>();
    for (LoggedEvent logged : evidence.events()) {
      log.put(new Receipt(logged.partition(), logged.offset()), logged.event().name());
    }
    List<String> violations = new ArrayList<>();
    evidence
        .ledger()
        .publications()
        .forEach((name, publication) -> {
          if (publication.outcome() == Outcome.OK) {
            Receipt receipt = publication.receipt().orElse(null);
            if (receipt == null) {
              violations.add(name + " was acknowledged without a receipt");
            } else if (!log.containsKey(receipt)) {
              violations.add(name + " is not at " + receipt + ", where there is nothing");
            } else if (!name.equals(log.get(receipt))) {
              violations.add(name + " is not at " + receipt + " but " + log.get(receipt));
            }
          }
        });
    return violations;
  }
}
