package io.sitehub.site.kpi;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Finds the windows that hold an instant: one, or, of shifts, none or several. */
final class WindowIndex {
  private final List<Window> windows;
  private final NavigableMap<Instant, List<Integer>> byStart = new TreeMap<>();
  private Duration longest = Duration.ZERO;

  WindowIndex(List<Window> windows) {
    this.windows = windows;
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      byStart.computeIfAbsent(window.from(), key -> new ArrayList<>()).add(i);
      Duration length = Duration.between(window.from(), window.to());
      longest = length.compareTo(longest) > 0 ? length : longest;
    }
  }

  /** Their places in the list. */
  List<Integer> holding(Instant instant) {
    List<Integer> holding = new ArrayList<>(1);
    for (List<Integer> sameStart :
        byStart.subMap(instant.minus(longest), true, instant, true).values()) {
      for (int i : sameStart) {
        if (windows.get(i).contains(instant)) {
          holding.add(i);
        }
      }
    }
    return holding;
  }
}
