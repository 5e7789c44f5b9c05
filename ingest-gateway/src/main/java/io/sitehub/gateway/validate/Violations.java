package io.sitehub.gateway.validate;

import io.sitehub.kit.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the violations of a request. Counts all of them and keeps the first {@value #LIMIT}, so
 * that a hostile request cannot have an answer many times its own size.
 */
public final class Violations {
  /** How many are kept. */
  public static final int LIMIT = 1_000;

  private final List<Violation> kept = new ArrayList<>();
  private int total;
  private @Nullable Integer index;

  Violations() {}

  /** From now on everything is about the event at {@code position}; null: the only one. */
  void at(@Nullable Integer position) {
    index = position;
  }

  /** Adds one about the current event. */
  void add(String pointer, String rule, String detail) {
    total++;
    if (kept.size() < LIMIT) {
      kept.add(new Violation(index, pointer, rule, detail));
    }
  }

  int total() {
    return total;
  }

  Validation.Invalid toInvalid() {
    return new Validation.Invalid(List.copyOf(kept), total);
  }
}
