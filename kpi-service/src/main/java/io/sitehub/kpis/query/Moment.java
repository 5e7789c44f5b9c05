package io.sitehub.kpis.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** An end of a range as it was asked for: an instant, or a date in the zone of each site. */
public sealed interface Moment {

  /** An instant. */
  record AtInstant(Instant instant) implements Moment {
    @Override
    public Instant start(ZoneId zone) {
      return instant;
    }

    @Override
    public Instant end(ZoneId zone) {
      return instant;
    }

    @Override
    public LocalDate day(ZoneId zone) {
      return instant.atZone(zone).toLocalDate();
    }

    @Override
    public LocalDate lastDay(ZoneId zone) {
      return instant.minusNanos(1).atZone(zone).toLocalDate();
    }
  }

  /** A whole day. */
  record AtDate(LocalDate date) implements Moment {
    @Override
    public Instant start(ZoneId zone) {
      return date.atStartOfDay(zone).toInstant();
    }

    @Override
    public Instant end(ZoneId zone) {
      return date.plusDays(1).atStartOfDay(zone).toInstant();
    }

    @Override
    public LocalDate day(ZoneId zone) {
      return date;
    }

    @Override
    public LocalDate lastDay(ZoneId zone) {
      return date;
    }
  }

  /** Where a range that starts with it starts. */
  Instant start(ZoneId zone);

  /** Where a range that ends with it ends (exclusive): a date is included. */
  Instant end(ZoneId zone);

  /** The day it lies in. */
  LocalDate day(ZoneId zone);

  /** The last day of a range that ends with it. */
  LocalDate lastDay(ZoneId zone);

  /** Whether a date can be that of an event: years 1970 to 2999. */
  static boolean isSane(LocalDate date) {
    return date.getYear() >= 1970 && date.getYear() < 3000;
  }

  /** Whether an instant can be that of an event: years 1970 to 2999. */
  static boolean isSane(Instant instant) {
    return instant.getEpochSecond() >= 0 && instant.getEpochSecond() < 32_503_680_000L;
  }
}
