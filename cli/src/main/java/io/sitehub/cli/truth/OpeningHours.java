package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a site is open, as {@code docs/configuration.md} has it under "Times of the day".
 *
 * @param zone of the times
 * @param spans in which it is open; they may overlap
 * @param closedDates on which it does not open
 */
record OpeningHours(ZoneId zone, List<Span> spans, Set<LocalDate> closedDates) {

  /** Everything that opens or closes does so on a quarter of an hour. */
  private static final long STEP_MS = 15 * 60_000;

  /**
   * Open on some days of the week.
   *
   * @param days on which it opens
   * @param from when it opens
   * @param to when it closes: on the next day, unless that is after {@code from}
   */
  record Span(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    /** The whole of every day. */
    private static final Span ALWAYS =
        new Span(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    private static Span of(JsonNode span) {
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      span.path("days")
          .forEach(day -> days.add(DayOfWeek.valueOf(day.asText().toUpperCase(Locale.ROOT))));
      String to = span.path("to").asText();
      return new Span(
          days,
          LocalTime.parse(span.path("from").asText()),
          to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to));
    }
  }

  /** Those of a configuration; one that says nothing of them means always. */
  static OpeningHours of(ZoneId zone, JsonNode config) {
    List<Span> spans = new ArrayList<>();
    config.path("openingHours").forEach(span -> spans.add(Span.of(span)));
    Set<LocalDate> closedDates = new TreeSet<>();
    config.path("closedDates").forEach(date -> closedDates.add(LocalDate.parse(date.asText())));
    return new OpeningHours(zone, spans.isEmpty() ? List.of(Span.ALWAYS) : spans, closedDates);
  }

  /** For how long the site is open in a window that is made of whole quarters of an hour. */
  long openMs(Window window) {
    long openMs = 0;
    for (Instant at = window.from(); at.isBefore(window.to()); at = at.plusMillis(STEP_MS)) {
      openMs += isOpen(at) ? STEP_MS : 0;
    }
    return openMs;
  }

  private boolean isOpen(Instant at) {
    LocalDate today = LocalDate.ofInstant(at, zone);
    return spans.stream()
        .anyMatch(span -> isOpen(at, span, today) || isOpen(at, span, today.minusDays(1)));
  }

  /** Whether it is open by what opens on a day. */
  private boolean isOpen(Instant at, Span span, LocalDate day) {
    if (!span.days.contains(day.getDayOfWeek()) || closedDates.contains(day)) {
      return false;
    }
    LocalDate last = span.to.isAfter(span.from) ? day : day.plusDays(1);
    return !at.isBefore(instant(day.atTime(span.from)))
        && at.isBefore(instant(last.atTime(span.to)));
  }

  /** A time that is skipped is the instant of the change; of one that comes twice, the first. */
  private Instant instant(LocalDateTime time) {
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    return change != null && change.isGap() ? change.getInstant() : time.atZone(zone).toInstant();
  }
}
