package io.sitehub.site.kpi;

import io.sitehub.model.state.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
   * @param windows by their start; there may be gaps between them, and they may overlap
   * @param asOf nothing is said of what comes after: a window is cut off there, later ones left out
   */
  List<KpiValue.Occupancy> evaluate(List<Window> windows, Instant asOf) {
    NavigableMap<Instant, Long> levels = levels();
    List<KpiValue.Occupancy> values = new ArrayList<>(windows.size());
    for (Window window : windows) {
      Instant end = window.to().isBefore(asOf) ? window.to() : asOf;
      if (!window.from().isBefore(end)) {
        break;
      }
      values.add(over(levels, window.from(), end));
    }
    return values;
  }

  /** The level from each change on. */
  private NavigableMap<Instant, Long> levels() {
    NavigableMap<Instant, Long> levels = new TreeMap<>();
    long level = before;
    for (Map.Entry<Instant, Long> change : changes.entrySet()) {
      level += change.getValue();
      levels.put(change.getKey(), level);
    }
    return levels;
  }

  private KpiValue.Occupancy over(NavigableMap<Instant, Long> levels, Instant from, Instant to) {
    Map.Entry<Instant, Long> first = levels.floorEntry(from);
    long level = first == null ? before : first.getValue();
    long maximum = level;
    double area = 0;
    Instant since = from;
    for (Map.Entry<Instant, Long> next : levels.subMap(from, false, to, false).entrySet()) {
      area += (double) level * Duration.between(since, next.getKey()).toMillis();
      since = next.getKey();
      level = next.getValue();
      maximum = Math.max(maximum, level);
    }
    area += (double) level * Duration.between(since, to).toMillis();
    return new KpiValue.Occupancy(level, area / Duration.between(from, to).toMillis(), maximum);
  }
}
