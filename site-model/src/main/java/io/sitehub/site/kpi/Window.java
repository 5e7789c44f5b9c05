package io.sitehub.site.kpi;

import io.sitehub.site.config.Schedule.ShiftWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * One window of a query.
 *
 * @param from start, cut off at the range
 * @param to end (exclusive), cut off at the range
 * @param label the window in the site's time zone: {@code 2026-11-23T08:15+01:00}, {@code
 *     2026-11-23 early}, {@code 2026-11-23}, {@code 2026-W48}, {@code 2026-11} or {@code all}
 */
public record Window(Instant from, Instant to, String label) {

  /**
   * The windows that a range is divided into, by their start. Shifts may leave gaps and overlap;
   * all others make up the range.
   */
  static List<Window> of(Instant from, Instant to, WindowLength length, SiteCalendar calendar) {
    return length == WindowLength.SHIFT
        ? shifts(from, to, calendar)
        : of(from, to, length, calendar.zone());
  }

  /** The windows that make up a range, in order; not for shifts. */
  static List<Window> of(Instant from, Instant to, WindowLength length, ZoneId zone) {
    List<Window> windows = new ArrayList<>();
    Instant start = from;
    while (start.isBefore(to)) {
      Instant end = length.endOf(start, zone);
      Instant cut = end.isBefore(to) ? end : to;
      Instant named = length == WindowLength.ALL ? from : length.startOf(start, zone);
      windows.add(new Window(start, cut, length.label(named, zone)));
      start = cut;
    }
    return windows;
  }

  private static List<Window> shifts(Instant from, Instant to, SiteCalendar calendar) {
    List<Window> windows = new ArrayList<>();
    for (ShiftWindow shift : calendar.shifts(from, to)) {
      Instant start = shift.from().isBefore(from) ? from : shift.from();
      Instant end = shift.to().isBefore(to) ? shift.to() : to;
      if (start.isBefore(end)) {
        windows.add(new Window(start, end, shift.day() + " " + shift.name()));
      }
    }
    return windows;
  }

  /** Whether a quarter of an hour or a day that starts at this instant is in it. */
  boolean contains(Instant start) {
    return !start.isBefore(from) && start.isBefore(to);
  }

  /** The span from the earlier start to the later end, with this window's label. */
  Window cover(Window other) {
    return new Window(
        from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to, label);
  }
}
