package io.sitehub.kpis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sitehub.kit.problem.ProblemException;
import io.sitehub.kit.problem.Violation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {

  private static List<Violation> violations(Parameters parameters) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, parameters::refuseIfWrong);
    assertThat(refused.problem().status()).isEqualTo(400);
    return refused.problem().violations();
  }

  @Test
  void refusesEverythingThatIsWrongAtOnce() {
    // Given
    Parameters parameters =
        new Parameters(
            Map.of(
                "limit", List.of("many"),
                "day", List.of("2026-02-30"),
                "state", List.of("at-statoin"),
                "onsite", List.of("true")));

    // When
    parameters.integer("limit", 100, 1, 1000);
    parameters.date("day");
    parameters.choice("state", List.of("at-station", "departed"));
    parameters.choice("onSite", List.of("true"));

    // Then
    assertThat(violations(parameters))
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder("limit", "day", "state", "onsite");
  }

  @Test
  void namesTheNearestKnownParameter() {
    // Given
    Parameters parameters = new Parameters(Map.of("onsite", List.of("true")));
    parameters.choice("onSite", List.of("true"));

    // When
    List<Violation> violations = violations(parameters);

    // Then
    assertThat(violations)
        .containsExactly(
            new Violation(
                null, "onsite", "unknown-parameter", "did you mean 'onSite'? Allowed: onSite"));
  }

  @Test
  void refusesAParameterGivenTwice() {
    // Given
    Parameters parameters = new Parameters(Map.of("day", List.of("2026-11-23", "2026-11-24")));
    parameters.date("day");

    // When
    List<Violation> violations = violations(parameters);

    // Then
    assertThat(violations).extracting(Violation::rule).containsExactly("repeated");
  }

  @Test
  void readsDatesAndInstants() {
    // Given
    Parameters parameters =
        new Parameters(
            Map.of("from", List.of("2026-11-23"), "to", List.of("2026-11-23T09:15:00+01:00")));

    // When / Then
    assertThat(parameters.moment("from"))
        .contains(new Moment.AtDate(LocalDate.parse("2026-11-23")));
    assertThat(parameters.moment("to"))
        .contains(new Moment.AtInstant(Instant.parse("2026-11-23T08:15:00Z")));
    parameters.refuseIfWrong();
  }

  @Test
  void refusesMomentsNoEventCanHave() {
    // Given
    Parameters parameters =
        new Parameters(
            Map.of("from", List.of("-99999-01-01"), "to", List.of("9999-12-31T00:00:00Z")));

    // When
    parameters.moment("from");
    parameters.moment("to");

    // Then
    assertThat(violations(parameters)).hasSize(2);
  }
}
