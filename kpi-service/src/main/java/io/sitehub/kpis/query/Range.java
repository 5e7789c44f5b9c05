package io.sitehub.kpis.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A stretch of time.
 *
 * @param from where it starts
 * @param to where it ends, exclusive; after {@code from}
 */
record Range(Instant from, Instant to) {

  /**
   * The range that was asked for. Where an end is missing, it is that of today; or, if only the
   * other end is given and lies beyond, of the day of that.
   *
   * @param today the date at the site now
   * @return empty if it would end before it starts
   */
  static Optional<Range> of(
      Optional<Moment> from, Optional<Moment> to, ZoneId zone, LocalDate today) {
    LocalDate firstDay = to.map(end -> end.lastDay(zone)).orElse(today);
    LocalDate lastDay =
        from.map(start -> start.day(zone)).filter(day -> day.isAfter(today)).orElse(today);
    Instant start = from.orElseGet(() -> new Moment.AtDate(firstDay)).start(zone);
    Instant end = to.orElseGet(() -> new Moment.AtDate(lastDay)).end(zone);
    return start.isBefore(end) ? Optional.of(new Range(start, end)) : Optional.empty();
  }
}
