package io.sitehub.cli.drill.invariant;

import io.sitehub.cli.drill.evidence.Evidence;
import io.sitehub.cli.drill.ledger.Entry.Answer;
import io.sitehub.cli.drill.ledger.Entry.Question;
import io.sitehub.cli.drill.ledger.Publication;
import io.sitehub.model.cloudevent.EventName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An answer shows whatever was acknowledged before the time it says it is as of. */
public final class StalenessIsAsClaimed implements Invariant {
  @Override
  public List<String> violations(Evidence evidence) {
    Map<String, Instant> acknowledged = new HashMap<>();
    Map<EventName, Publication> publications = evidence.ledger().publications();
    evidence
        .events()
        .forEach(logged -> {
          Publication publication = publications.get(logged.event().name());
          String visit = logged.event().subject();
          if (publication != null && visit != null) {
            publication
                .acknowledgedAt()
                .ifPresent(at ->
                    acknowledged.merge(
                        "/v1/sites/" + logged.event().siteId() + "/visits/" + visit,
                        at,
                        (a, b) -> a.isBefore(b) ? a : b));
          }
        });
    List<String> violations = new ArrayList<>();
    for (Question question : evidence.ledger().questions()) {
      Instant at = acknowledged.get(question.path());
      Answer answer = question.answer().orElse(null);
      if (at != null && answer != null && !answer.found() && answer.asOf().isAfter(at)) {
        violations.add(
            "%s was not there at %s as of %s with lag %d from %s (%s), acknowledged at %s"
                .formatted(
                    question.path(),
                    question.at(),
                    answer.asOf(),
                    answer.lag(),
                    answer.instance(),
                    answer.servedBy(),
                    at));
      }
    }
    return violations;
  }
}
