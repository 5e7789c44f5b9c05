package io.sitehub.site.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** What a site's configuration means for questions about it: its days, shifts and open time. */
public interface SiteCalendar {
  /** The site's time zone. */
  ZoneId zone();

  /** How long the site is open within a range, in milliseconds. */
  long openMs(Instant from, Instant to);

  /** The shifts that have a part within a range, uncut, by their start. */
  List<ShiftWindow> shifts(Instant from, Instant to);

  /**
   * The scales, stations or lanes the site is configured to have.
   *
   * @param dimension {@code scale}, {@code station} or {@code lane}
   * @param at when
   * @return empty when nothing is said, or the dimension is another
   */
  Set<String> units(String dimension, Instant at);

  /**
   * One shift on one day.
   *
   * @param name of the shift
   * @param day on which it begins
   * @param from start
   * @param to end (exclusive)
   */
  record ShiftWindow(String name, LocalDate day, Instant from, Instant to) {}

  /** Of a site nobody configured: always open, no shifts, nothing known of its units. */
  static SiteCalendar always(ZoneId zone) {
    return new AlwaysOpen(zone);
  }
}
