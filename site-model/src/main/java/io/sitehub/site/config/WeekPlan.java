package io.sitehub.site.config;

import io.sitehub.model.state.SiteConfig;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What one version of a configuration says of opening hours and shifts. */
record WeekPlan(List<DailySpan> opening, Set<LocalDate> closed, List<NamedShift> shifts) {

  /** A shift and when it is. */
  record NamedShift(String name, DailySpan span) {}

  static WeekPlan of(SiteConfig config) {
    List<DailySpan> hours =
        config.getOpeningHours().stream()
            .map(open -> DailySpan.of(open.getDays(), open.getFrom(), open.getTo()))
            .toList();
    return new WeekPlan(
        hours.isEmpty() ? List.of(DailySpan.ALL_DAY) : hours,
        config.getClosedDates().stream()
            .map(LocalDate::parse)
            .collect(Collectors.toUnmodifiableSet()),
        config.getShifts().stream()
            .map(shift ->
                new NamedShift(
                    shift.getName(), DailySpan.of(shift.getDays(), shift.getFrom(), shift.getTo())))
            .toList());
  }

  /** Whether it opens at that time on a day. */
  boolean opens(DailySpan span, LocalDate day) {
    return span.beginsOn(day) && !closed.contains(day);
  }
}
