package io.sitehub.gateway.validate;

import io.sitehub.kit.problem.Violation;
import java.util.List;

/** What a request turned out to be. Only {@link Valid} may be written, and then all of it. */
public sealed interface Validation {

  /** Every event obeys every rule. */
  record Valid(List<ValidEvent> events) implements Validation {}

  /**
   * The request cannot be read as CloudEvents at all: 400.
   *
   * @param violation the first thing that cannot be read; what follows it cannot be judged
   */
  record Malformed(Violation violation) implements Validation {}

  /**
   * It can be read, and breaks rules: 422.
   *
   * @param violations the rules broken, in the order of the request, at most {@link
   *     Violations#LIMIT}
   * @param total how many there are in all
   */
  record Invalid(List<Violation> violations, int total) implements Validation {}

  /**
   * It has more events than a request may have: 413.
   *
   * @param allowed how many it may have
   */
  record TooMany(int allowed) implements Validation {}
}
