package io.sitehub.site.kpi;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The windows a KPI can be asked for, in a site's time zone: a day may have 23 or 25 hours, a week
 * is that of ISO 8601 and begins on Monday.
 */
public enum WindowLength {
  /** A quarter of an hour, aligned to the hour. */
  QUARTER_HOUR("15m", "uuuu-MM-dd'T'HH:mmxxx"),
  /** An hour by the clock; one that is repeated when clocks are put back is two windows. */
  HOUR("hour", "uuuu-MM-dd'T'HH:mmxxx"),
  /** A shift, as the site's configuration has it; time outside the shifts has no window. */
  SHIFT("shift", ""),
  /** A day. */
  DAY("day", "uuuu-MM-dd"),
  /** A week of ISO 8601. */
  WEEK("week", "YYYY-'W'ww"),
  /** A month. */
  MONTH("month", "uuuu-MM"),
  /** The whole range that was asked for. */
  ALL("all", "'all'");

  private final String code;
  private final DateTimeFormatter label;

  WindowLength(String code, String labelPattern) {
    this.code = code;
    this.label =
        code.equals("week") ? isoWeek() : DateTimeFormatter.ofPattern(labelPattern, Locale.ROOT);
  }

  /** As queries write it: {@code 15m}, {@code day}. */
  public String code() {
    return code;
  }

  /** The length with this code, if there is one. */
  public static Optional<WindowLength> of(String code) {
    return Arrays.stream(values()).filter(length -> length.code.equals(code)).findFirst();
  }

  /** Whether windows can begin and end within a day. */
  boolean cutsDays() {
    return withinDay() || this == SHIFT;
  }

  /** Whether windows begin at the same instants in every time zone but a few odd ones. */
  boolean withinDay() {
    return this == QUARTER_HOUR || this == HOUR;
  }

  /**
   * Name of the window that starts at an instant: {@code 2026-11-23T08:15+01:00}, {@code 2026-W48}.
   */
  String label(Instant start, ZoneId zone) {
    return label.format(start.atZone(zone));
  }

  /** Start of the window that holds an instant. */
  Instant startOf(Instant at, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    return switch (this) {
      case QUARTER_HOUR -> CellWindows.quarterHour(at);
      case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
      case DAY -> startOf(local.toLocalDate(), zone);
      case WEEK ->
          startOf(
              local.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
      case MONTH -> startOf(local.toLocalDate().withDayOfMonth(1), zone);
      case ALL -> Instant.MIN;
      case SHIFT -> throw new IllegalArgumentException("shifts are the site's own");
    };
  }

  /** Start of the window after the one that holds an instant. */
  Instant endOf(Instant at, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    return switch (this) {
      case QUARTER_HOUR -> CellWindows.quarterHour(at).plusMillis(CellWindows.QUARTER_HOUR_MS);
      case HOUR -> nextHour(startOf(at, zone), zone);
      case DAY -> startOf(day.plusDays(1), zone);
      case WEEK -> startOf(day.with(TemporalAdjusters.next(DayOfWeek.MONDAY)), zone);
      case MONTH -> startOf(day.withDayOfMonth(1).plusMonths(1), zone);
      case ALL -> Instant.MAX;
      case SHIFT -> throw new IllegalArgumentException("shifts are the site's own");
    };
  }

  private static Instant startOf(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  /**
   * Where clocks are put back by half an hour (Lord Howe), the repeated half hour adds to its hour.
   */
  private Instant nextHour(Instant start, ZoneId zone) {
    Instant next = startOf(start.plus(1, ChronoUnit.HOURS), zone);
    return next.isAfter(start) ? next : startOf(start.plus(2, ChronoUnit.HOURS), zone);
  }

  private static DateTimeFormatter isoWeek() {
    return new java.time.format.DateTimeFormatterBuilder()
        .appendValue(java.time.temporal.IsoFields.WEEK_BASED_YEAR, 4)
        .appendLiteral("-W")
        .appendValue(java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2)
        .toFormatter(Locale.ROOT);
  }
}
