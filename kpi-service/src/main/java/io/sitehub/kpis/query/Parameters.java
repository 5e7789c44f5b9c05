package io.sitehub.kpis.query;

import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.kit.problem.Violation;
import io.sitehub.kit.text.NearestName;
import io.sitehub.kpis.query.Moment.AtDate;
import io.sitehub.kpis.query.Moment.AtInstant;
import io.sitehub.model.time.Rfc3339;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The parameters of one request. Reading them remembers what is wrong; {@link #refuseIfWrong()}
 * then refuses the request with everything at once.
 */
public final class Parameters {
  private final Map<String, List<String>> given;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  /**
   * The parameters of a request.
   *
   * @param given what stands behind the question mark: values by name
   */
  public Parameters(Map<String, List<String>> given) {
    this.given = new LinkedHashMap<>(given);
  }

  /** A text of limited length. */
  public Optional<String> text(String name, int maxLength) {
    return checked(
        name,
        text -> !text.isBlank() && text.length() <= maxLength,
        "length",
        "must have 1 to " + maxLength + " characters");
  }

  /** One of several names. */
  public Optional<String> choice(String name, Collection<String> allowed) {
    Optional<String> value = single(name);
    if (value.isPresent() && !allowed.contains(value.get())) {
      refuse(name, "choice", notOneOf(value.get(), allowed));
      return Optional.empty();
    }
    return value;
  }

  /** Several of several names, separated by commas; each once, in the order given. */
  public List<String> choices(String name, Collection<String> allowed) {
    List<String> values = list(name);
    for (String value : values) {
      if (!allowed.contains(value)) {
        refuse(name, "choice", notOneOf(value, allowed));
      }
    }
    return values.stream().filter(allowed::contains).toList();
  }

  /** Several texts, separated by commas; each once, in the order given. */
  public List<String> list(String name) {
    return single(name)
        .map(value -> List.copyOf(new LinkedHashSet<>(List.of(value.split(",", -1)))))
        .orElse(List.of());
  }

  /** A whole number within bounds, both included. */
  public int integer(String name, int otherwise, int minimum, int maximum) {
    return checked(
            name,
            text -> isWithin(text, minimum, maximum),
            "range",
            "must be a whole number from " + minimum + " to " + maximum)
        .map(Integer::parseInt)
        .orElse(otherwise);
  }

  /** A date. */
  public Optional<LocalDate> date(String name) {
    return checked(name, text -> dateOf(text).isPresent(), "date", "must be a date like 2026-11-23")
        .flatMap(Parameters::dateOf);
  }

  /** An instant, or a date in a time zone that is not known yet. */
  public Optional<Moment> moment(String name) {
    return checked(
            name,
            text -> momentOf(text).isPresent(),
            "date-time",
            "must be a date like 2026-11-23, or an instant like 2026-11-23T08:15:00Z or"
                + " 2026-11-23T09:15:00+01:00 (with + written as %2B)")
        .flatMap(Parameters::momentOf);
  }

  /** All values of a parameter that may be repeated; an empty value counts as one. */
  public List<String> repeated(String name) {
    known.add(name);
    return given.getOrDefault(name, List.of());
  }

  /** A text that some rule must allow. */
  public Optional<String> checked(
      String name, Predicate<String> allowed, String rule, String detail) {
    Optional<String> value = single(name);
    if (value.isPresent() && !allowed.test(value.get())) {
      refuse(name, rule, "'" + shortened(value.get()) + "': " + detail);
      return Optional.empty();
    }
    return value;
  }

  /** Remembers that a value is not allowed. */
  public void refuse(String name, String rule, String detail) {
    violations.add(new Violation(null, name, rule, detail));
  }

  /** Whether nothing wrong was seen so far. */
  public boolean isFine() {
    return violations.isEmpty();
  }

  /**
   * Ends the reading.
   *
   * @throws ProblemException 400 with every violation, unknown parameters among them
   */
  public void refuseIfWrong() {
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        refuse(
            name,
            "unknown-parameter",
            NearestName.of(name, known).map(near -> "did you mean '" + near + "'? ").orElse("")
                + (known.isEmpty()
                    ? "There are no parameters here"
                    : "Allowed: " + String.join(", ", known)));
      }
    }
    if (!violations.isEmpty()) {
      throw new ProblemException(
          Problem.ofStatus(400)
              .withDetail("Parameters of the request are wrong; see violations.")
              .withViolations(violations)
              .withRetryable(false));
    }
  }

  private Optional<String> single(String name) {
    known.add(name);
    List<String> values = given.getOrDefault(name, List.of());
    if (values.size() > 1) {
      refuse(name, "repeated", "must be given once");
    }
    return values.stream().findFirst();
  }

  private static String notOneOf(String value, Collection<String> allowed) {
    return "'"
        + shortened(value)
        + "': "
        + NearestName.of(value, allowed).map(near -> "did you mean '" + near + "'? ").orElse("")
        + "Allowed: "
        + String.join(", ", allowed);
  }

  /** What was sent is shown, but not at any length. */
  private static String shortened(String value) {
    return value.length() <= 64 ? value : value.substring(0, 64) + "…";
  }

  private static boolean isWithin(String text, int minimum, int maximum) {
    try {
      int value = Integer.parseInt(text);
      return value >= minimum && value <= maximum;
    } catch (NumberFormatException notANumber) {
      return false;
    }
  }

  private static Optional<LocalDate> dateOf(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      return Moment.isSane(date) ? Optional.of(date) : Optional.empty();
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  private static Optional<Moment> momentOf(String text) {
    Optional<Moment> day = dateOf(text).map(AtDate::new);
    return day.or(() -> Rfc3339.parse(text).filter(Moment::isSane).map(AtInstant::new));
  }
}
