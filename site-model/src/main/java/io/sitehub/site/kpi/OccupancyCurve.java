package io.sitehub.site.kpi;

import io.sitehub.model.state.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** A level over time: what it was before a range, and how it changes within. */
final class OccupancyCurve {
  private long before;
  private final TreeMap<Instant, Long> changes = new TreeMap<>();

  /** Adds to the level before all changes. */
  void raiseBase(long by) {
    before += by;
  }

  void add(List<Change> more) {
    for (Change change : more) {
      changes.merge(change.getAt(), change.getBy(), Long::sum);
    }
  }

  boolean isFlatZero() {
    return before == 0 && changes.values().stream().allMatch(by -> by == 0);
  }

  /**
   * The value over each of these windows.
   *
   * @param windows consecutive, in order, beginning where the range begins
   * @param asOf nothing is said of what comes after: a window is cut off there, later ones left out
   */
  List<KpiValue.Occupancy> evaluate(List<Window> windows, Instant asOf) {
    List<KpiValue.Occupancy> values = new java.util.ArrayList<>(windows.size());
    var next = changes.entrySet().iterator();
    var change = next.hasNext() ? next.next() : null;
    long level = before;
    for (Window window : windows) {
      Instant end = window.to().isBefore(asOf) ? window.to() : asOf;
      if (!window.from().isBefore(end)) {
        break;
      }
      while (change != null && !change.getKey().isAfter(window.from())) {
        level += change.getValue();
        change = next.hasNext() ? next.next() : null;
      }
      long maximum = level;
      double area = 0;
      Instant since = window.from();
      while (change != null && change.getKey().isBefore(end)) {
        area += (double) level * Duration.between(since, change.getKey()).toMillis();
        since = change.getKey();
        level += change.getValue();
        maximum = Math.max(maximum, level);
        change = next.hasNext() ? next.next() : null;
      }
      area += (double) level * Duration.between(since, end).toMillis();
      double length = Duration.between(window.from(), end).toMillis();
      values.add(new KpiValue.Occupancy(level, area / length, maximum));
    }
    return values;
  }
}
