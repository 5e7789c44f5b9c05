package io.sitehub.kpis.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiQuery;
import io.sitehub.site.kpi.WindowLength;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinalValuesTest {
  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-04-01T00:00:00Z");
  private static final Duration LATENESS = KpiQuery.DEFAULT_LATENESS;
  private static final String JSON = "[{\"count\":1}]";

  private final FinalValues values = new FinalValues();

  @Test
  void valuesAreRememberedWhenTheirWindowsAreOver() {
    // When
    values.remember(question("v1", "a"), List.of(), TO.plus(LATENESS), JSON);

    // Then
    assertThat(values.find(question("v1", "a"), TO.plus(LATENESS))).contains(JSON);
    assertThat(values.find(question("v1", "a"), TO.plus(LATENESS).minusMillis(1)))
        .as("a standby that is behind")
        .isEmpty();
  }

  @Test
  void valuesOfAWindowThatStillTakesEventsAreNot() {
    // When
    values.remember(question("v1", "a"), List.of(), TO.plus(LATENESS).minusMillis(1), JSON);

    // Then
    assertThat(values.find(question("v1", "a"), TO.plus(LATENESS))).isEmpty();
  }

  @Test
  void otherCellsAndOtherSettingsAreAnotherQuestion() {
    // When
    values.remember(question("v1", "a"), List.of(), TO.plus(LATENESS), JSON);

    // Then
    assertThat(values.find(question("v1", "b"), TO.plus(LATENESS))).isEmpty();
    assertThat(values.find(question("v2", "a"), TO.plus(LATENESS))).isEmpty();
  }

  private static FinalValues.Question question(String settings, String digest) {
    KpiQuery query =
        KpiQuery.of(
            KpiCatalogue.builtIn().find("turnaround").orElseThrow(), FROM, TO, WindowLength.MONTH);
    return new FinalValues.Question("lyon-1", settings, query, List.of(digest));
  }
}
