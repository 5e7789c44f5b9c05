package io.sitehub.cli.drill.invariant;

import io.sitehub.cli.drill.evidence.Evidence;
import java.util.List;

/** No question stays without an answer while one process of each kind is alive. */
public final class QueriesDoNotFail implements Invariant {
  @Override
  public List<String> violations(Evidence evidence) {
    return evidence.ledger().questions().stream()
        .filter(question -> question.answer().isEmpty())
        .map(question ->
            "%s asked %s at %s: %s"
                .formatted(
                    question.reader(), question.path(), question.askedAt(), question.detail()))
        .toList();
  }
}
