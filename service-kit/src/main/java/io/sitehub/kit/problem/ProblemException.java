package io.sitehub.kit.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends the handling of a request with a {@link Problem}; carries no stack trace. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final @Nullable Duration retryAfter;

  /** Answers with {@code problem}. */
  public ProblemException(Problem problem) {
    this(problem, null);
  }

  /** Answers with {@code problem} and, if given, a {@code Retry-After} header. */
  public ProblemException(Problem problem, @Nullable Duration retryAfter) {
    super(problem.title(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** 404 for a thing that is named in {@code detail}. */
  public static ProblemException notFound(String detail) {
    return new ProblemException(Problem.ofStatus(404).withDetail(detail));
  }

  /** 400 because of one parameter. */
  public static ProblemException badParameter(String name, String rule, String detail) {
    return new ProblemException(
        Problem.ofStatus(400)
            .withDetail("The request cannot be understood.")
            .withViolations(List.of(new Violation(null, name, rule, detail))));
  }

  /** 503 that asks to send the same again after {@code retryAfter}. */
  public static ProblemException unavailable(String detail, Duration retryAfter) {
    return new ProblemException(
        Problem.ofStatus(503).withDetail(detail).withRetryable(true), retryAfter);
  }

  /** What to answer. */
  public Problem problem() {
    return problem;
  }

  /** When to try again, or null when there is no point in saying. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
