package io.sitehub.site.kpi;

import io.sitehub.model.state.Granularity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The windows of cells: quarters of an hour, and days of a site's time zone. */
public final class CellWindows {
  /** Length of the base window. */
  static final long QUARTER_HOUR_MS = 15 * 60 * 1_000L;

  private CellWindows() {}

  /**
   * Start of the window that holds an instant. All time zones in use are whole quarter hours from
   * UTC, so quarter hours are the same everywhere.
   *
   * @throws IllegalArgumentException if the granularity is unspecified
   */
  public static Instant startOf(Granularity granularity, Instant at, ZoneId zone) {
    return switch (granularity) {
      case QUARTER_HOUR -> quarterHour(at);
      case DAY -> startOfDay(at, zone);
      case UNSPECIFIED -> throw new IllegalArgumentException("granularity is unspecified");
    };
  }

  /** End (exclusive) of the window that starts at an instant. */
  public static Instant endOf(Granularity granularity, Instant start, ZoneId zone) {
    return switch (granularity) {
      case QUARTER_HOUR -> start.plusMillis(QUARTER_HOUR_MS);
      case DAY -> LocalDate.ofInstant(start, zone).plusDays(1).atStartOfDay(zone).toInstant();
      case UNSPECIFIED -> throw new IllegalArgumentException("granularity is unspecified");
    };
  }

  static Instant quarterHour(Instant at) {
    return Instant.ofEpochMilli(
        Math.floorDiv(at.toEpochMilli(), QUARTER_HOUR_MS) * QUARTER_HOUR_MS);
  }

  static Instant startOfDay(Instant at, ZoneId zone) {
    return LocalDate.ofInstant(at, zone).atStartOfDay(zone).toInstant();
  }
}
