package io.sitehub.site.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * When the clock on the wall of a site first shows a time. A time that is skipped when clocks are
 * put forward is the instant of the change; one that comes twice is the first of the two. So a
 * later time of the wall is never an earlier instant, and what ends at a time ends where that which
 * begins at it begins.
 */
record WallClock(ZoneId zone) {
  private static final int MINUTES_OF_DAY = 24 * 60;

  /** The instant of a day's minute; minute 1440 and those after it are of the next day. */
  Instant at(LocalDate day, int minute) {
    LocalDateTime local =
        LocalDateTime.of(
            day.plusDays(minute / MINUTES_OF_DAY),
            LocalTime.ofSecondOfDay((minute % MINUTES_OF_DAY) * 60L));
    ZoneRules rules = zone.getRules();
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return switch (offsets.size()) {
      case 0 -> rules.getTransition(local).getInstant();
      case 1 -> local.toInstant(offsets.getFirst());
      default -> local.toInstant(rules.getTransition(local).getOffsetBefore());
    };
  }

  /** The day that the wall shows at an instant. */
  LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }
}
