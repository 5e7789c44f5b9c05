package io.sitehub.site.config;

import io.sitehub.model.state.OpeningHours;
import io.sitehub.model.state.Shift;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Weekday;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who stands at the gate with the rules in hand and looks at the clock on the wall once a
 * minute. Opens when it first shows a time at or after that of a rule, closes when it first shows
 * one at or after its end. Knows nothing of intervals, offsets or transitions.
 */
final class ScheduleOracle {
  private record Open(String shift, LocalDate day, Instant since, LocalDateTime until) {}

  private record Rule(String shift, List<Weekday> days, String from, String to) {}

  private final List<Schedule.ShiftWindow> shifts = new ArrayList<>();
  private final List<Boolean> openMinutes = new ArrayList<>();
  private final Instant from;

  private ScheduleOracle(Instant from) {
    this.from = from;
  }

  /**
   * Watches from {@code from} until {@code to}, both whole minutes; is there some days early, so
   * that what is open at the start is known.
   */
  static ScheduleOracle watch(SiteHistory history, Instant from, Instant to) {
    ScheduleOracle oracle = new ScheduleOracle(from);
    Instant arrival = from.minus(Duration.ofDays(5));
    Instant departure = to.plus(Duration.ofDays(4));
    List<Open> open = new ArrayList<>();
    List<Open> working = new ArrayList<>();
    LocalDateTime shown = wall(history.zone(), arrival.minusSeconds(60));
    for (Instant now = arrival; now.isBefore(departure); now = now.plusSeconds(60)) {
      LocalDateTime before = shown;
      LocalDateTime wall = wall(history.zone(), now);
      shown = wall.isAfter(before) ? wall : before;
      SiteConfig config = history.at(now);
      begin(open, openingRules(config), config.getClosedDates(), before, shown, now);
      begin(working, shiftRules(config), List.of(), before, shown, now);
      LocalDateTime reached = shown;
      Instant at = now;
      open.removeIf(each -> !each.until.isAfter(reached));
      working.removeIf(each -> oracle.ended(each, reached, at));
      if (!now.isBefore(from) && now.isBefore(to)) {
        oracle.openMinutes.add(!open.isEmpty());
      }
    }
    oracle.relieve();
    oracle.shifts.removeIf(each -> !each.to().isAfter(from) || !each.from().isBefore(to));
    return oracle;
  }

  /** For how long it was open from one minute of the watch until another. */
  long openMs(Instant since, Instant until) {
    int first = (int) Duration.between(from, since).toMinutes();
    int last = (int) Duration.between(from, until).toMinutes();
    return openMinutes.subList(first, last).stream().filter(each -> each).count() * 60_000L;
  }

  /** The shifts seen during the watch; each ends when another begins. */
  List<Schedule.ShiftWindow> shifts() {
    return shifts;
  }

  /** Whoever begins relieves all who are still there. */
  private void relieve() {
    List<Schedule.ShiftWindow> seen = List.copyOf(shifts);
    shifts.replaceAll(shift -> {
      Instant relieved = shift.to();
      for (Schedule.ShiftWindow other : seen) {
        boolean after = other.from().isAfter(shift.from()) || seenAfter(other, shift);
        if (after && other.from().isBefore(relieved)) {
          relieved = other.from();
        }
      }
      return new Schedule.ShiftWindow(shift.name(), shift.day(), shift.from(), relieved);
    });
    shifts.removeIf(shift -> !shift.from().isBefore(shift.to()));
  }

  /** Of those that begin in the same minute, the one that works longest stays. */
  private static boolean seenAfter(Schedule.ShiftWindow other, Schedule.ShiftWindow shift) {
    if (!other.from().equals(shift.from()) || other.equals(shift)) {
      return false;
    }
    return other.to().isAfter(shift.to())
        || (other.to().equals(shift.to()) && other.name().compareTo(shift.name()) > 0);
  }

  private boolean ended(Open shift, LocalDateTime shown, Instant now) {
    boolean over = !shift.until.isAfter(shown);
    if (over && shift.since.isBefore(now)) {
      shifts.add(new Schedule.ShiftWindow(shift.shift, shift.day, shift.since, now));
    }
    return over;
  }

  private static void begin(
      List<Open> open,
      List<Rule> rules,
      List<String> closed,
      LocalDateTime before,
      LocalDateTime shown,
      Instant now) {
    LocalDate last = shown.toLocalDate();
    for (LocalDate day = before.toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
      for (Rule rule : rules) {
        LocalDateTime begins = day.atTime(LocalTime.parse(rule.from));
        boolean struck = begins.isAfter(before) && !begins.isAfter(shown);
        boolean today =
            rule.days.stream().map(Enum::name).toList().contains(day.getDayOfWeek().name());
        if (struck && today && !closed.contains(day.toString())) {
          LocalDateTime end =
              rule.to.equals("24:00")
                  ? day.plusDays(1).atStartOfDay()
                  : day.atTime(LocalTime.parse(rule.to));
          open.add(new Open(rule.shift, day, now, end.isAfter(begins) ? end : end.plusDays(1)));
        }
      }
    }
  }

  private static List<Rule> openingRules(SiteConfig config) {
    if (config.getOpeningHours().isEmpty()) {
      return List.of(new Rule("", List.of(Weekday.values()), "00:00", "24:00"));
    }
    List<Rule> rules = new ArrayList<>();
    for (OpeningHours hours : config.getOpeningHours()) {
      rules.add(new Rule("", hours.getDays(), hours.getFrom(), hours.getTo()));
    }
    return rules;
  }

  private static List<Rule> shiftRules(SiteConfig config) {
    List<Rule> rules = new ArrayList<>();
    for (Shift shift : config.getShifts()) {
      rules.add(new Rule(shift.getName(), shift.getDays(), shift.getFrom(), shift.getTo()));
    }
    return rules;
  }

  private static LocalDateTime wall(ZoneId zone, Instant at) {
    return LocalDateTime.ofInstant(at, zone);
  }
}
