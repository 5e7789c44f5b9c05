package io.sitehub.cli.drill.invariant;

import io.sitehub.cli.drill.evidence.Evidence;
import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.model.cloudevent.EventName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Each event whose outcome was failure has no effect: it is not in the log. */
public final class FailureLeavesNoTrace implements Invariant {
  @Override
  public List<String> violations(Evidence evidence) {
    Set<EventName> log =
        evidence.events().stream().map(logged -> logged.event().name()).collect(Collectors.toSet());
    return evidence.ledger().publications().entrySet().stream()
        .filter(entry -> entry.getValue().outcome() == Outcome.FAILED)
        .filter(entry -> log.contains(entry.getKey()))
        .map(entry -> entry.getKey() + " failed, and lies in the log")
        .toList();
  }
}
