package io.sitehub.site.kpi;

import io.sitehub.model.state.KpiCell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long what a site has was taken, and for how long it was to be had.
 *
 * <p>What can be taken, the units, are the values of the KPI's first dimension: the scales or
 * stations the site is configured to have, or, if none are, those that were taken within the range.
 * A KPI without dimensions is of one unit.
 */
final class SiteBusyTime {
  private final String siteId;
  private final SiteCalendar calendar;
  private final KpiQuery query;
  private final List<Window> windows;
  private final WindowIndex index;
  private final Set<String> seen = new HashSet<>();
  private final Map<List<String>, Map<Integer, KpiValue.Utilisation>> busy = new HashMap<>();

  /** The value of one group over one window. */
  record Share(Window window, List<String> group, KpiValue.Utilisation value) {
    Share plus(Share other) {
      return new Share(window.cover(other.window), group, value.plus(other.value));
    }
  }

  SiteBusyTime(String siteId, SiteCalendar calendar, KpiQuery query, List<Window> windows) {
    this.siteId = siteId;
    this.calendar = calendar;
    this.query = query;
    this.windows = windows;
    this.index = new WindowIndex(windows);
  }

  /** Notes the unit of a cell, whether or not the cell passes the filter. */
  void see(KpiCell cell) {
    if (!cell.getDimensions().isEmpty()) {
      seen.add(cell.getDimensions().getFirst());
    }
  }

  void add(List<String> group, KpiCell cell) {
    KpiValue.Utilisation more =
        new KpiValue.Utilisation(cell.getValue().getCount(), cell.getValue().getSum(), 0);
    for (int window : index.holding(cell.getWindowStart())) {
      busy.computeIfAbsent(group, key -> new HashMap<>())
          .merge(window, more, KpiValue.Utilisation::plus);
    }
  }

  /** The shares of every group in every window that has begun. */
  List<Share> shares(Instant asOf) {
    List<String> units = units();
    Set<List<String>> groups = new LinkedHashSet<>(busy.keySet());
    groups.addAll(idle(units));
    int unitsEach = isByUnit() ? 1 : units.size();
    KpiValue.Utilisation nothing = new KpiValue.Utilisation(0, 0, 0);
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      Instant end = window.to().isBefore(asOf) ? window.to() : asOf;
      if (!window.from().isBefore(end)) {
        continue;
      }
      long openMs = calendar.openMs(window.from(), end) * unitsEach;
      for (List<String> group : groups) {
        KpiValue.Utilisation taken = busy.getOrDefault(group, Map.of()).getOrDefault(i, nothing);
        if (openMs > 0 || taken.busyMs() > 0) {
          shares.add(
              new Share(
                  window, group, new KpiValue.Utilisation(taken.count(), taken.busyMs(), openMs)));
        }
      }
    }
    return shares;
  }

  private boolean isByUnit() {
    List<String> dimensions = query.kpi().dimensions();
    return !dimensions.isEmpty() && query.by().contains(dimensions.getFirst());
  }

  /** The units that pass the filter. */
  private List<String> units() {
    List<String> dimensions = query.kpi().dimensions();
    if (dimensions.isEmpty()) {
      return List.of("");
    }
    String dimension = dimensions.getFirst();
    Set<String> configured = calendar.units(dimension, query.to());
    Set<String> known = configured.isEmpty() ? seen : configured;
    Set<String> wanted = query.filter().get(dimension);
    return known.stream().filter(unit -> wanted == null || wanted.contains(unit)).sorted().toList();
  }

  /** The groups of units that may not have been taken at all, where these can be told. */
  private List<List<String>> idle(List<String> units) {
    Set<String> sites = query.filter().get(KpiDefinition.SITE);
    if (sites != null && !sites.contains(siteId)) {
      return List.of();
    }
    List<List<String>> groups = new ArrayList<>();
    for (String unit : units) {
      List<String> group = new ArrayList<>();
      for (String dimension : query.by()) {
        if (dimension.equals(KpiDefinition.SITE)) {
          group.add(siteId);
        } else if (dimension.equals(query.kpi().dimensions().getFirst())) {
          group.add(unit);
        } else {
          return List.of();
        }
      }
      groups.add(group);
    }
    return groups;
  }
}
