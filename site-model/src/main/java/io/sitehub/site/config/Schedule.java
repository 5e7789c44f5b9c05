package io.sitehub.site.config;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * When a site is open and which shifts it works, as its configuration says: times of the wall in
 * the site's zone. Immutable, thread-safe.
 *
 * <ul>
 *   <li>Opening hours that overlap count once. No opening hours: always open.
 *   <li>On a closed date nothing opens; what opened the evening before closes when it would have.
 *       Shifts are not touched: whoever works on a closed date is found under their shift.
 *   <li>A version of the configuration decides what begins while it is in force. Opening hours, a
 *       day of a site that is always open, or a shift that began before a change keep their end.
 *   <li>Shifts follow each other: one ends at the latest when the next begins, though a change of
 *       the configuration may have moved that. So no instant is of two shifts.
 *   <li>A time skipped when clocks are put forward is the instant of the change; of a time that
 *       comes twice, the first counts. So a night shift may have 7 or 9 hours, and whatever ends at
 *       a time ends where that which begins at it begins.
 * </ul>
 */
public final class Schedule {
  /**
   * One shift of one day.
   *
   * @param name of the shift
   * @param day on which it begins, by the site's clock
   * @param from start
   * @param to end (exclusive), after {@code from}
   */
  public record ShiftWindow(String name, LocalDate day, Instant from, Instant to) {
    private ShiftWindow endingBy(Instant end) {
      return end.isBefore(to) ? new ShiftWindow(name, day, from, end) : this;
    }
  }

  private final WallClock wall;
  private final NavigableMap<Instant, WeekPlan> plans;
  private final boolean alwaysOpen;

  private Schedule(WallClock wall, NavigableMap<Instant, WeekPlan> plans) {
    this.wall = wall;
    this.plans = plans;
    this.alwaysOpen =
        plans.values().stream()
            .allMatch(plan ->
                plan.opening().equals(List.of(DailySpan.ALL_DAY)) && plan.closed().isEmpty());
  }

  /** The schedule of a site, with all versions of its configuration. */
  public static Schedule of(SiteHistory history) {
    NavigableMap<Instant, WeekPlan> plans = new TreeMap<>();
    plans.put(Instant.MIN, WeekPlan.of(SiteHistory.defaults(history.siteId())));
    history.versions().forEach(version -> plans.put(version.getValidFrom(), WeekPlan.of(version)));
    return new Schedule(new WallClock(history.zone()), plans);
  }

  /**
   * For how long the site is open in a range.
   *
   * @param to end of the range (exclusive)
   * @return milliseconds, 0 when the range is empty
   */
  public long openMs(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return 0;
    }
    if (alwaysOpen) {
      return to.toEpochMilli() - from.toEpochMilli();
    }
    List<Interval> open = new ArrayList<>();
    eachDay(from, to, (day, plan) -> addOpening(open, day, plan));
    return covered(open, from.toEpochMilli(), to.toEpochMilli());
  }

  /**
   * The shifts of which some part lies in a range, whole, the earliest first.
   *
   * @param to end of the range (exclusive)
   */
  public List<ShiftWindow> shifts(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return List.of();
    }
    List<ShiftWindow> shifts = new ArrayList<>();
    eachDay(from, to, (day, plan) -> addShifts(shifts, day, plan));
    shifts.sort(
        Comparator.comparing(ShiftWindow::from)
            .thenComparing(ShiftWindow::to)
            .thenComparing(ShiftWindow::name));
    List<ShiftWindow> inRange = new ArrayList<>();
    for (int i = 0; i < shifts.size(); i++) {
      ShiftWindow shift = shifts.get(i);
      Instant end = i + 1 < shifts.size() ? shifts.get(i + 1).from() : Instant.MAX;
      ShiftWindow whole = shift.endingBy(end);
      if (whole.from().isBefore(to)
          && whole.to().isAfter(from)
          && whole.from().isBefore(whole.to())) {
        inRange.add(whole);
      }
    }
    return List.copyOf(inRange);
  }

  /**
   * The days on which something may begin that reaches into the range, each with every plan that is
   * in force at some time of it. Days more on either side: for what lasts beyond midnight, for
   * clocks that are put back across it, and for the shift that ends the last one.
   */
  private void eachDay(Instant from, Instant to, BiConsumer<LocalDate, WeekPlan> visit) {
    LocalDate last = wall.day(to).plusDays(2);
    for (LocalDate day = wall.day(from).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      for (WeekPlan plan : plansOf(day)) {
        visit.accept(day, plan);
      }
    }
  }

  private Collection<WeekPlan> plansOf(LocalDate day) {
    Instant first = plans.floorKey(wall.at(day, 0));
    return plans.subMap(first, true, wall.at(day.plusDays(1), 0), false).values();
  }

  private void addOpening(List<Interval> open, LocalDate day, WeekPlan plan) {
    for (DailySpan span : plan.opening()) {
      if (plan.opens(span, day)) {
        Instant from = wall.at(day, span.fromMinute());
        if (inForce(plan, from)) {
          Instant to = wall.at(day, span.toMinute());
          open.add(new Interval(from.toEpochMilli(), to.toEpochMilli()));
        }
      }
    }
  }

  private void addShifts(List<ShiftWindow> shifts, LocalDate day, WeekPlan plan) {
    for (WeekPlan.NamedShift shift : plan.shifts()) {
      if (shift.span().beginsOn(day)) {
        Instant from = wall.at(day, shift.span().fromMinute());
        Instant to = wall.at(day, shift.span().toMinute());
        if (inForce(plan, from) && from.isBefore(to)) {
          shifts.add(new ShiftWindow(shift.name(), day, from, to));
        }
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // two versions may say the same and are still two
  private boolean inForce(WeekPlan plan, Instant at) {
    return plans.floorEntry(at).getValue() == plan;
  }

  private record Interval(long fromMs, long toMs) {}

  private static long covered(List<Interval> intervals, long fromMs, long toMs) {
    intervals.sort(Comparator.comparingLong(Interval::fromMs));
    long coveredMs = 0;
    long reachedMs = fromMs;
    for (Interval interval : intervals) {
      long start = Math.max(interval.fromMs, reachedMs);
      long end = Math.min(interval.toMs, toMs);
      if (end > start) {
        coveredMs += end - start;
        reachedMs = end;
      }
    }
    return coveredMs;
  }
}
