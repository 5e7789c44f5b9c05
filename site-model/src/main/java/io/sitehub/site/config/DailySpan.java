package io.sitehub.site.config;

import io.sitehub.model.state.Weekday;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * From one time of the wall to another, on some days of the week.
 *
 * @param days on which it begins
 * @param fromMinute of the day, 0 to 1439
 * @param toMinute after {@code fromMinute}; 1440 is midnight, what is greater is of the next day
 */
public record DailySpan(Set<DayOfWeek> days, int fromMinute, int toMinute) {
  private static final int MINUTES_OF_DAY = 24 * 60;

  static final DailySpan ALL_DAY = new DailySpan(EnumSet.allOf(DayOfWeek.class), 0, MINUTES_OF_DAY);

  /**
   * As the configuration writes it.
   *
   * @param from such as 22:00
   * @param to such as 06:00, of the next day when it is not after {@code from}; or 24:00
   */
  public static DailySpan of(Collection<Weekday> days, String from, String to) {
    int fromMinute = minute(from);
    int toMinute = minute(to);
    return new DailySpan(
        daysOfWeek(days), fromMinute, toMinute > fromMinute ? toMinute : toMinute + MINUTES_OF_DAY);
  }

  /** Whether it begins on a day. */
  boolean beginsOn(LocalDate day) {
    return days.contains(day.getDayOfWeek());
  }

  private static int minute(String time) {
    return Integer.parseInt(time, 0, 2, 10) * 60 + Integer.parseInt(time, 3, 5, 10);
  }

  private static Set<DayOfWeek> daysOfWeek(Collection<Weekday> days) {
    Set<DayOfWeek> set = EnumSet.noneOf(DayOfWeek.class);
    for (Weekday day : days) {
      if (day != Weekday.UNSPECIFIED) {
        set.add(DayOfWeek.valueOf(day.name()));
      }
    }
    return set;
  }
}
