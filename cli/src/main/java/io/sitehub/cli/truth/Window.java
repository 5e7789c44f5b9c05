package io.sitehub.cli.truth;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time that a KPI has a value over.
 *
 * @param from start
 * @param to end (exclusive)
 */
record Window(Instant from, Instant to) {

  /**
   * The windows of a day. A week or a month is cut off at what is asked for, which is the day.
   *
   * @param zone whose day it is
   * @param unit hours, days, weeks or months
   */
  static List<Window> of(LocalDate day, ZoneId zone, ChronoUnit unit) {
    Window whole =
        new Window(
            day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
    if (unit != ChronoUnit.HOURS) {
      return List.of(whole);
    }
    List<Window> hours = new ArrayList<>();
    for (Instant from = whole.from; from.isBefore(whole.to); from = hours.getLast().to) {
      hours.add(new Window(from, from.plus(1, unit)));
    }
    return hours;
  }

  /** From the start of the first of these windows to the end of the last. */
  static Window spanning(List<Window> windows) {
    return new Window(windows.getFirst().from, windows.getLast().to);
  }

  boolean holds(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /** How much of a span of time lies in this window, in milliseconds. */
  long partMs(Instant start, long lengthMs) {
    long startMs = Math.max(start.toEpochMilli(), from.toEpochMilli());
    long endMs = Math.min(start.toEpochMilli() + lengthMs, to.toEpochMilli());
    return Math.max(0, endMs - startMs);
  }

  long ms() {
    return Duration.between(from, to).toMillis();
  }
}
