package io.sitehub.site.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.state.Granularity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
  private static final ZoneId BEIRUT = ZoneId.of("Asia/Beirut");

  @Test
  void theDayClocksGoForwardHas23Hours() {
    List<Window> hours =
        windows("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", WindowLength.HOUR, PARIS);
    List<Window> days =
        windows("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", WindowLength.DAY, PARIS);
    assertThat(hours).hasSize(23);
    assertThat(days).extracting(Window::label).containsExactly("2026-03-29");
    assertThat(length(days.getFirst())).isEqualTo(Duration.ofHours(23));
  }

  @Test
  void theDayClocksGoBackHas25HoursAndRepeatsOne() {
    List<Window> hours =
        windows("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", WindowLength.HOUR, PARIS);
    List<Window> days =
        windows("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", WindowLength.DAY, PARIS);
    assertThat(hours).hasSize(25);
    assertThat(hours)
        .extracting(Window::label)
        .contains("2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00");
    assertThat(length(days.getFirst())).isEqualTo(Duration.ofHours(25));
  }

  @Test
  void aCellOfADayIsTheSitesDay() {
    Instant at = Instant.parse("2026-10-25T22:59:59.999Z");
    Instant start = CellWindows.startOf(Granularity.DAY, at, PARIS);
    assertThat(start).isEqualTo("2026-10-24T22:00:00Z");
    assertThat(CellWindows.endOf(Granularity.DAY, start, PARIS)).isEqualTo("2026-10-25T23:00:00Z");
  }

  @Test
  void aDayThatHasNoMidnightStartsWhenItStarts() {
    // Beirut skips from 24:00 to 01:00 on the last Sunday of March.
    Instant at = Instant.parse("2026-03-29T10:00:00Z");
    assertThat(CellWindows.startOf(Granularity.DAY, at, BEIRUT)).isEqualTo("2026-03-28T22:00:00Z");
    assertThat(windows("2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z", WindowLength.DAY, BEIRUT))
        .extracting(Window::label)
        .containsExactly("2026-03-29");
  }

  @Test
  void quarterHoursAreAlignedInZonesOfHalfAndQuarterHours() {
    Instant at = Instant.parse("2026-06-01T06:20:00Z");
    Instant start = CellWindows.startOf(Granularity.QUARTER_HOUR, at, KATHMANDU);
    assertThat(start.atZone(KATHMANDU).toLocalTime()).hasToString("12:00");
    assertThat(WindowLength.HOUR.startOf(at, KATHMANDU).atZone(KATHMANDU).toLocalTime())
        .hasToString("12:00");
  }

  @Test
  void whereClocksGoBackHalfAnHourTheRepeatedHalfBelongsToItsHour() {
    List<Window> hours =
        windows("2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z", WindowLength.HOUR, LORD_HOWE);
    assertThat(hours).hasSize(24);
    assertThat(hours).filteredOn(hour -> length(hour).equals(Duration.ofMinutes(90))).hasSize(1);
  }

  @Test
  void whereClocksGoForwardHalfAnHourTheHourIsShort() {
    List<Window> hours =
        windows("2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z", WindowLength.HOUR, LORD_HOWE);
    assertThat(hours).hasSize(24);
    assertThat(hours).filteredOn(hour -> length(hour).equals(Duration.ofMinutes(30))).hasSize(1);
  }

  @Test
  void weeksAreThoseOfIso8601() {
    List<Window> weeks =
        windows("2026-12-27T23:00:00Z", "2027-01-10T23:00:00Z", WindowLength.WEEK, PARIS);
    assertThat(weeks).extracting(Window::label).containsExactly("2026-W53", "2027-W01");
    assertThat(weeks.getLast().from()).isEqualTo("2027-01-03T23:00:00Z");
  }

  @Test
  void windowsAreCutOffAtTheRange() {
    List<Window> months =
        windows("2026-01-15T00:00:00Z", "2026-03-02T00:00:00Z", WindowLength.MONTH, PARIS);
    assertThat(months)
        .containsExactly(
            new Window(
                Instant.parse("2026-01-15T00:00:00Z"),
                Instant.parse("2026-01-31T23:00:00Z"),
                "2026-01"),
            new Window(
                Instant.parse("2026-01-31T23:00:00Z"),
                Instant.parse("2026-02-28T23:00:00Z"),
                "2026-02"),
            new Window(
                Instant.parse("2026-02-28T23:00:00Z"),
                Instant.parse("2026-03-02T00:00:00Z"),
                "2026-03"));
  }

  @Test
  void everythingIsOneWindow() {
    assertThat(windows("2020-01-15T00:00:00Z", "2026-03-02T00:00:00Z", WindowLength.ALL, PARIS))
        .extracting(Window::label)
        .containsExactly("all");
  }

  private static List<Window> windows(String from, String to, WindowLength length, ZoneId zone) {
    return Window.of(Instant.parse(from), Instant.parse(to), length, zone);
  }

  private static Duration length(Window window) {
    return Duration.between(window.from(), window.to());
  }
}
