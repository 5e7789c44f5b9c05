package io.sitehub.site.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.state.OpeningHours;
import io.sitehub.model.state.Shift;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Weekday;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Opening hours and shifts in figures worked out by hand. 2026-03-29 is a day of 23 hours. */
class ScheduleTest {
  private static final List<Weekday> EVERY_DAY =
      Arrays.stream(Weekday.values()).filter(day -> day != Weekday.UNSPECIFIED).toList();

  @Test
  void aSiteNobodyConfiguredIsAlwaysOpenAndHasNoShifts() {
    Schedule schedule = Schedule.of(SiteHistory.unconfigured("lyon-1"));
    assertThat(openHours(schedule, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).isEqualTo(23);
    assertThat(schedule.shifts(Instant.EPOCH, Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void aNightIsAnHourShorterWhenClocksArePutForward() {
    // Given
    Schedule schedule =
        of(paris("2026-01-01T00:00:00Z").setShifts(List.of(shift("22:00", "06:00"))));
    // When
    List<Schedule.ShiftWindow> nights =
        schedule.shifts(
            Instant.parse("2026-03-28T22:00:00Z"), Instant.parse("2026-03-29T03:00:00Z"));
    // Then
    assertThat(nights)
        .containsExactly(
            new Schedule.ShiftWindow(
                "night",
                LocalDate.parse("2026-03-28"),
                Instant.parse("2026-03-28T21:00:00Z"),
                Instant.parse("2026-03-29T04:00:00Z")));
  }

  @Test
  void hoursThatOverlapCountOnce() {
    Schedule schedule =
        of(
            paris("2026-01-01T00:00:00Z")
                .setOpeningHours(
                    List.of(
                        hours(EVERY_DAY, "06:00", "14:00"),
                        hours(EVERY_DAY, "12:00", "20:00"),
                        hours(EVERY_DAY, "13:00", "13:30"))));
    assertThat(openHours(schedule, "2026-06-01T22:00:00Z", "2026-06-02T22:00:00Z")).isEqualTo(14);
  }

  @Test
  void aClosedDateOpensNothingButLetsTheEveningBeforeEnd() {
    Schedule schedule =
        of(
            paris("2026-01-01T00:00:00Z")
                .setOpeningHours(List.of(hours(EVERY_DAY, "20:00", "02:00")))
                .setClosedDates(List.of("2026-12-25")));
    assertThat(openHours(schedule, "2026-12-24T23:00:00Z", "2026-12-25T23:00:00Z")).isEqualTo(2);
    assertThat(openHours(schedule, "2026-12-25T23:00:00Z", "2026-12-26T23:00:00Z")).isEqualTo(4);
  }

  @Test
  void aSiteThatIsAlwaysOpenIsStillClosedOnAClosedDate() {
    Schedule schedule = of(paris("2026-01-01T00:00:00Z").setClosedDates(List.of("2026-10-25")));
    assertThat(openHours(schedule, "2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z"))
        .isEqualTo(72 - 25);
  }

  @Test
  void twentyFourHoursIsMidnightAndEqualTimesAreAWholeDay() {
    Schedule midnight =
        of(
            paris("2026-01-01T00:00:00Z")
                .setOpeningHours(List.of(hours(List.of(Weekday.MONDAY), "20:00", "24:00"))));
    Schedule whole =
        of(
            paris("2026-01-01T00:00:00Z")
                .setOpeningHours(List.of(hours(List.of(Weekday.MONDAY), "20:00", "20:00"))));
    assertThat(openHours(midnight, "2026-06-01T00:00:00Z", "2026-06-08T00:00:00Z")).isEqualTo(4);
    assertThat(openHours(whole, "2026-06-01T00:00:00Z", "2026-06-08T00:00:00Z")).isEqualTo(24);
  }

  @Test
  void whatBeganBeforeAChangeKeepsItsEnd() {
    // Given
    SiteConfig before =
        paris("2026-01-01T00:00:00Z")
            .setOpeningHours(List.of(hours(EVERY_DAY, "06:00", "20:00")))
            .build();
    SiteConfig after =
        paris("2026-06-02T10:00:00Z")
            .setOpeningHours(List.of(hours(EVERY_DAY, "06:00", "10:00")))
            .build();
    // When
    Schedule schedule = Schedule.of(SiteHistory.of("lyon-1", List.of(after, before)));
    // Then
    assertThat(openHours(schedule, "2026-06-01T22:00:00Z", "2026-06-02T22:00:00Z")).isEqualTo(14);
    assertThat(openHours(schedule, "2026-06-02T22:00:00Z", "2026-06-03T22:00:00Z")).isEqualTo(4);
  }

  @Test
  void aShiftEndsWhenThatOfANewVersionBegins() {
    // Given
    SiteConfig before =
        paris("2026-01-01T00:00:00Z").setShifts(List.of(shift("06:00", "18:00"))).build();
    SiteConfig after =
        paris("2026-06-02T10:00:00Z").setShifts(List.of(shift("14:00", "02:00"))).build();
    // When
    Schedule schedule = Schedule.of(SiteHistory.of("lyon-1", List.of(before, after)));
    // Then
    assertThat(
            schedule.shifts(
                Instant.parse("2026-06-02T04:00:00Z"), Instant.parse("2026-06-02T12:00:00Z")))
        .containsExactly(
            new Schedule.ShiftWindow(
                "night",
                LocalDate.parse("2026-06-02"),
                Instant.parse("2026-06-02T04:00:00Z"),
                Instant.parse("2026-06-02T12:00:00Z")));
  }

  @Test
  void anEmptyRangeIsNotOpen() {
    Schedule schedule = Schedule.of(SiteHistory.unconfigured("lyon-1"));
    Instant at = Instant.parse("2026-06-01T00:00:00Z");
    assertThat(schedule.openMs(at, at)).isZero();
    assertThat(schedule.openMs(at, at.minusMillis(1))).isZero();
  }

  private static Schedule of(SiteConfig.Builder config) {
    return Schedule.of(SiteHistory.of("lyon-1", List.of(config.build())));
  }

  private static SiteConfig.Builder paris(String validFrom) {
    return SiteConfig.newBuilder()
        .setSiteId("lyon-1")
        .setValidFrom(Instant.parse(validFrom))
        .setZone("Europe/Paris");
  }

  private static OpeningHours hours(List<Weekday> days, String from, String to) {
    return OpeningHours.newBuilder().setDays(days).setFrom(from).setTo(to).build();
  }

  private static Shift shift(String from, String to) {
    return Shift.newBuilder().setName("night").setDays(EVERY_DAY).setFrom(from).setTo(to).build();
  }

  private static double openHours(Schedule schedule, String from, String to) {
    long openMs = schedule.openMs(Instant.parse(from), Instant.parse(to));
    return openMs / (double) Duration.ofHours(1).toMillis();
  }
}
