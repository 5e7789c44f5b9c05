package io.sitehub.kpis.define;

import io.javalin.http.Context;
import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.kit.problem.Violation;
import io.sitehub.kpis.define.ConfigLog.WriteOutcome;
import io.sitehub.model.json.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What all changes have in common: a body that is JSON, and an outcome that must be known. */
final class Changes {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Set<Rule> NOT_JSON = Set.of(Rule.JSON, Rule.UTF8, Rule.NESTING);

  private final ConfigLog log;

  Changes(ConfigLog log) {
    this.log = log;
  }

  /** The body of a request; 415 if it says that it is something else than JSON. */
  static byte[] body(Context context) {
    String type = context.contentType();
    String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!bare.isEmpty() && !bare.equals("application/json") && !bare.endsWith("+json")) {
      throw new ProblemException(
          Problem.ofStatus(415)
              .withDetail("The body must be JSON: send it with Content-Type: application/json.")
              .withRetryable(false));
    }
    return context.bodyAsBytes();
  }

  /** Refuses a body with all that is wrong with it: 400 if it is no JSON at all, else 422. */
  static ProblemException refused(String detail, List<io.sitehub.model.json.Violation> violations) {
    boolean malformed = violations.stream().anyMatch(each -> NOT_JSON.contains(each.rule()));
    return new ProblemException(
        Problem.ofStatus(malformed ? 400 : 422)
            .withDetail(detail)
            .withViolations(
                violations.stream()
                    .map(each ->
                        new Violation(null, each.pointer(), each.rule().code(), each.detail()))
                    .toList())
            .withRetryable(false));
  }

  /** Refuses what contradicts something that is there. */
  static ProblemException conflict(String pointer, String rule, String detail) {
    return new ProblemException(
        Problem.ofStatus(409)
            .withDetail("The change was not made; see violations.")
            .withViolations(List.of(new Violation(null, pointer, rule, detail)))
            .withRetryable(false));
  }

  /** Writes a change; throws unless it is acknowledged. */
  WriteOutcome.Acknowledged write(String site, String key, @Nullable SpecificRecord value) {
    return switch (log.write(site, key, value)) {
      case WriteOutcome.Acknowledged acknowledged -> acknowledged;
      case WriteOutcome.Unknown _ ->
          throw ProblemException.unavailable(
              "It is not known whether the change was written. Send the same again: a repeat does"
                  + " no harm.",
              RETRY_AFTER);
      case WriteOutcome.NotWritten _ ->
          throw ProblemException.unavailable(
              "The change was not written: the log or the schema registry does not answer. Send"
                  + " the same again.",
              RETRY_AFTER);
      case WriteOutcome.TooLarge _ ->
          throw new ProblemException(
              Problem.ofStatus(413)
                  .withDetail("It is larger than a record of the log may be.")
                  .withRetryable(false));
    };
  }
}
