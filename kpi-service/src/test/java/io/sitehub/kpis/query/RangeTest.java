package io.sitehub.kpis.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RangeTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

  private static Optional<Moment> date(String text) {
    return Optional.of(new Moment.AtDate(LocalDate.parse(text)));
  }

  private static Optional<Moment> instant(String text) {
    return Optional.of(new Moment.AtInstant(Instant.parse(text)));
  }

  private static Range range(String from, String to) {
    return new Range(Instant.parse(from), Instant.parse(to));
  }

  @Test
  void isTodayAtTheSiteWhenNothingIsSaid() {
    assertThat(Range.of(Optional.empty(), Optional.empty(), PARIS, TODAY))
        .contains(range("2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z"));
  }

  @Test
  void includesTheDateItEndsWith() {
    assertThat(Range.of(date("2026-10-25"), date("2026-10-25"), PARIS, TODAY))
        .as("a day of 25 hours")
        .contains(range("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"));
  }

  @Test
  void excludesTheInstantItEndsWith() {
    assertThat(
            Range.of(
                instant("2026-11-23T08:00:00Z"), instant("2026-11-23T09:00:00Z"), PARIS, TODAY))
        .contains(range("2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z"));
  }

  @Test
  void reachesUntilTodayFromADayBefore() {
    assertThat(Range.of(date("2026-11-01"), Optional.empty(), PARIS, TODAY))
        .contains(range("2026-10-31T23:00:00Z", "2026-11-23T23:00:00Z"));
  }

  @Test
  void isTheDayItEndsInWhenOnlyItsEndIsSaid() {
    assertThat(Range.of(Optional.empty(), instant("2026-11-20T23:00:00Z"), PARIS, TODAY))
        .as("midnight ends the day before")
        .contains(range("2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z"));
  }

  @Test
  void isTheDayItStartsInWhenThatIsYetToCome() {
    assertThat(Range.of(date("2026-11-30"), Optional.empty(), PARIS, TODAY))
        .contains(range("2026-11-29T23:00:00Z", "2026-11-30T23:00:00Z"));
  }

  @Test
  void isNothingWhenItWouldEndBeforeItStarts() {
    assertThat(Range.of(date("2026-11-23"), date("2026-11-22"), PARIS, TODAY)).isEmpty();
  }
}
