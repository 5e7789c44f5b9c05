package io.sitehub.site.kpi;

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
 *     2026-11-23}, {@code 2026-W48}, {@code 2026-11} or {@code all}
 */
public record Window(Instant from, Instant to, String label) {

  /** The windows that make up a range, in order. */
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
}
