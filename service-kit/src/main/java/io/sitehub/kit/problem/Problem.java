package io.sitehub.kit.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error answer in the shape of RFC 9457, with Sitehub's extension members.
 *
 * @param type names the kind of problem: {@code urn:sitehub:problem:<kind>}, stable across releases
 * @param title what kind of problem it is, in words; the same for every occurrence
 * @param status the HTTP status, 400 to 599
 * @param detail what happened this time; never the text of an exception when status is 5xx
 * @param instance the path of the request
 * @param violations every rule the request broke
 * @param retryable whether sending the same again can succeed; null when nobody knows
 * @param traceId finds this occurrence in the logs
 * @param members what else there is to say, by names that no other member has
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
  "type",
  "title",
  "status",
  "detail",
  "instance",
  "violations",
  "retryable",
  "traceId"
})
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    @Nullable String instance,
    List<Violation> violations,
    @Nullable Boolean retryable,
    @Nullable String traceId,
    @JsonAnyGetter Map<String, Object> members) {

  /** Media type of a rendered problem (RFC 9457, section 3). */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE_PREFIX = "urn:sitehub:problem:";

  /** Refuses a status that is no error. */
  public Problem {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status " + status + " is not between 400 and 599");
    }
    violations = List.copyOf(violations);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /**
   * A problem of {@code kind} (kebab-case), as yet without detail.
   *
   * @param title see {@link #title}
   */
  public static Problem of(int status, String kind, String title) {
    return new Problem(
        TYPE_PREFIX + kind, title, status, null, null, List.of(), null, null, Map.of());
  }

  /** The problem that says nothing but the meaning of {@code status}. */
  public static Problem ofStatus(int status) {
    String title = StatusTitles.title(status);
    return of(status, StatusTitles.kind(title), title);
  }

  /** The same with this detail. */
  public Problem withDetail(String text) {
    return new Problem(
        type, title, status, text, instance, violations, retryable, traceId, members);
  }

  /** The same at this path. */
  public Problem withInstance(String path) {
    return new Problem(type, title, status, detail, path, violations, retryable, traceId, members);
  }

  /** The same with these violations. */
  public Problem withViolations(List<Violation> found) {
    return new Problem(type, title, status, detail, instance, found, retryable, traceId, members);
  }

  /** The same, saying whether to send it again. */
  public Problem withRetryable(boolean again) {
    return new Problem(type, title, status, detail, instance, violations, again, traceId, members);
  }

  /** The same with this trace id. */
  public Problem withTraceId(String id) {
    return new Problem(type, title, status, detail, instance, violations, retryable, id, members);
  }

  /** The same with this further member. */
  public Problem withMember(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(type, title, status, detail, instance, violations, retryable, traceId, more);
  }
}
