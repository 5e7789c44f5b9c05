package io.sitehub.gateway.submit;

import io.sitehub.gateway.publish.AppendOutcome;
import io.sitehub.gateway.validate.Validation;
import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An answer that is not 200: one factory for each way to refuse.
 *
 * @param outcome how it is counted
 * @param problem the body, as yet without instance and trace id
 * @param headers further headers
 */
record Refusal(Outcome outcome, Problem problem, Map<String, String> headers) {
  private static final String RETRY_AFTER = "Retry-After";

  static Refusal method() {
    return new Refusal(
        Outcome.METHOD,
        Problem.ofStatus(405).withDetail("Events are submitted with POST.").withRetryable(false),
        Map.of("Allow", "POST"));
  }

  static Refusal mediaType(String rule, String detail) {
    return new Refusal(
        Outcome.MEDIA_TYPE,
        Problem.ofStatus(415)
            .withDetail(detail)
            .withViolations(List.of(new Violation(null, "content-type", rule, detail)))
            .withRetryable(false),
        Map.of("Accept-Post", ContentMode.ACCEPTED));
  }

  static Refusal contentEncoding(String coding) {
    return new Refusal(
        Outcome.MEDIA_TYPE,
        Problem.ofStatus(415)
            .withDetail(
                "Content-Encoding " + coding + " is not understood; send the body as it is.")
            .withViolations(
                List.of(
                    new Violation(
                        null,
                        "content-encoding",
                        "content-encoding",
                        "must be absent or identity")))
            .withRetryable(false),
        Map.of("Accept-Encoding", "identity"));
  }

  static Refusal bodyTooLarge(long limitBytes) {
    return new Refusal(
        Outcome.TOO_LARGE,
        Problem.ofStatus(413)
            .withDetail("A body may have " + limitBytes + " bytes at most.")
            .withViolations(
                List.of(
                    new Violation(
                        null, "", "body-size", "must have at most " + limitBytes + " bytes")))
            .withRetryable(false),
        Map.of());
  }

  static Refusal batchTooLarge(int limitEvents) {
    return new Refusal(
        Outcome.TOO_LARGE,
        Problem.ofStatus(413)
            .withDetail("A batch may have " + limitEvents + " events at most.")
            .withViolations(
                List.of(
                    new Violation(
                        null, "", "batch-size", "must have at most " + limitEvents + " events")))
            .withRetryable(false),
        Map.of());
  }

  static Refusal bodyTooSlow(Duration limit) {
    return new Refusal(
        Outcome.TOO_SLOW,
        Problem.ofStatus(408)
            .withDetail(
                "A body may take "
                    + limit.toMillis()
                    + " ms at most to arrive; nothing was written.")
            .withRetryable(true),
        Map.of("Connection", "close"));
  }

  static Refusal brokenBody() {
    return malformed(
        new Violation(null, "", "http", "must be sent as HTTP says: the body cannot be read"));
  }

  static Refusal recordTooLarge(AppendOutcome.TooLarge tooLarge, boolean batched) {
    return new Refusal(
        Outcome.TOO_LARGE,
        Problem.ofStatus(413)
            .withDetail(
                "The log takes no record of this length. Nothing is promised about the other events"
                    + " of the request: send them again.")
            .withViolations(
                tooLarge.indexes().stream()
                    .map(index ->
                        new Violation(
                            batched ? index : null,
                            "",
                            "record-size",
                            "must be shorter: the log takes no record of this length"))
                    .toList())
            .withRetryable(false),
        Map.of());
  }

  static Refusal malformed(Validation.Malformed malformed) {
    return malformed(malformed.violation());
  }

  static Refusal malformed(Violation violation) {
    return new Refusal(
        Outcome.MALFORMED,
        Problem.of(400, "malformed-request", "Malformed request")
            .withDetail("The request cannot be read as CloudEvents; nothing was written.")
            .withViolations(List.of(violation))
            .withRetryable(false),
        Map.of());
  }

  static Refusal invalid(Validation.Invalid invalid) {
    int listed = invalid.violations().size();
    String detail =
        "Rules broken: %d%s. Nothing was written."
            .formatted(
                invalid.total(),
                listed < invalid.total() ? ", of which the first " + listed + " are listed" : "");
    return new Refusal(
        Outcome.INVALID,
        Problem.of(422, "invalid-events", "Invalid events")
            .withDetail(detail)
            .withViolations(invalid.violations())
            .withRetryable(false),
        Map.of());
  }

  static Refusal overloaded() {
    return new Refusal(
        Outcome.OVERLOADED,
        Problem.of(503, "overloaded", "Overloaded")
            .withDetail("Nothing was written. Send the same again, here or at another gateway.")
            .withRetryable(true),
        Map.of(RETRY_AFTER, "1"));
  }

  static Refusal notServing() {
    return new Refusal(
        Outcome.NOT_SERVING,
        Problem.of(503, "not-serving", "Not serving")
            .withDetail(
                "This gateway is starting or stopping; nothing was written. Send the same again,"
                    + " here or at another gateway.")
            .withRetryable(true),
        Map.of(RETRY_AFTER, "1"));
  }

  static Refusal unknown() {
    return new Refusal(
        Outcome.UNKNOWN,
        Problem.of(503, "outcome-unknown", "Outcome unknown")
            .withDetail(
                "The log did not acknowledge every event in time. Send the same again, here or at"
                    + " another gateway: a repeat never counts twice.")
            .withRetryable(true),
        Map.of(RETRY_AFTER, "2"));
  }

  static Refusal fault() {
    return new Refusal(
        Outcome.UNKNOWN,
        Problem.ofStatus(500)
            .withDetail("The fault is ours; it was logged. Sending the same again is safe.")
            .withRetryable(true),
        Map.of());
  }
}
