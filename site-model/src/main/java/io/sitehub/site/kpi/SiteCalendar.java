package io.sitehub.site.kpi;

import io.sitehub.model.state.Scale;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Station;
import io.sitehub.site.config.Schedule;
import io.sitehub.site.config.Schedule.ShiftWindow;
import io.sitehub.site.config.SiteHistory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a site's configuration means for questions about its KPIs: its days, its shifts, its open
 * time and what it has that can be taken. Immutable, thread-safe.
 */
public final class SiteCalendar {
  private final SiteHistory history;
  private final Schedule schedule;

  private SiteCalendar(SiteHistory history) {
    this.history = history;
    this.schedule = Schedule.of(history);
  }

  /** The calendar of a site. */
  public static SiteCalendar of(SiteHistory history) {
    return new SiteCalendar(history);
  }

  /** Of a site of which nothing is known but its zone: always open, without shifts. */
  public static SiteCalendar always(ZoneId zone) {
    SiteConfig config =
        SiteConfig.newBuilder(SiteHistory.defaults("")).setZone(zone.getId()).build();
    return of(SiteHistory.of("", List.of(config)));
  }

  /** The site's time zone. */
  public ZoneId zone() {
    return history.zone();
  }

  /** How long the site is open within a range, in milliseconds. */
  long openMs(Instant from, Instant to) {
    return schedule.openMs(from, to);
  }

  /** The shifts of which some part lies in a range, whole, the earliest first. */
  List<ShiftWindow> shifts(Instant from, Instant to) {
    return schedule.shifts(from, to);
  }

  /**
   * What the site is configured to have of a kind.
   *
   * @param dimension {@code scale} or {@code station}
   * @param at when
   * @return empty when nothing is said, or the dimension is another
   */
  Set<String> units(String dimension, Instant at) {
    SiteConfig config = history.at(at);
    return switch (dimension) {
      case "scale" -> config.getScales().stream().map(Scale::getId).collect(Collectors.toSet());
      case "station" ->
          config.getStations().stream().map(Station::getId).collect(Collectors.toSet());
      default -> Set.of();
    };
  }
}
