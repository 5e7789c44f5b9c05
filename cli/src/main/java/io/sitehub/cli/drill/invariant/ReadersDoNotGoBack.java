package io.sitehub.cli.drill.invariant;

import io.sitehub.cli.drill.evidence.Evidence;
import io.sitehub.cli.drill.ledger.Entry.Answer;
import io.sitehub.cli.drill.ledger.Entry.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader has seen is not gone, unless the answer says that it is as of an earlier time than
 * the one that showed it.
 */
public final class ReadersDoNotGoBack implements Invariant {
  private record Sight(String reader, String path) {}

  @Override
  public List<String> violations(Evidence evidence) {
    Map<Sight, Instant> seen = new HashMap<>();
    List<String> violations = new ArrayList<>();
    for (Question question : evidence.ledger().questions()) {
      Answer answer = question.answer().orElse(null);
      Sight sight = new Sight(question.reader(), question.path());
      if (answer != null && answer.found()) {
        seen.merge(sight, answer.asOf(), (a, b) -> a.isBefore(b) ? a : b);
      } else if (answer != null
          && seen.containsKey(sight)
          && !answer.asOf().isBefore(seen.getOrDefault(sight, Instant.MAX))) {
        violations.add(
            "%s saw %s as of %s and not any more as of %s, at %s from %s (%s)"
                .formatted(
                    sight.reader(),
                    sight.path(),
                    seen.get(sight),
                    answer.asOf(),
                    question.at(),
                    answer.instance(),
                    answer.servedBy()));
      }
    }
    return violations;
  }
}
