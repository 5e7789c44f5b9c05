package io.sitehub.site.kpi;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** A calendar without opening hours, shifts and units. */
record AlwaysOpen(ZoneId zone) implements SiteCalendar {
  @Override
  public long openMs(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis());
  }

  @Override
  public List<ShiftWindow> shifts(Instant from, Instant to) {
    return List.of();
  }

  @Override
  public Set<String> units(String dimension, Instant at) {
    return Set.of();
  }
}
