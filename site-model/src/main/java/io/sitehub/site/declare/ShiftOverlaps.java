package io.sitehub.site.declare;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.model.json.EnumWords;
import io.sitehub.model.json.Rule;
import io.sitehub.model.json.Violation;
import io.sitehub.model.state.Weekday;
import io.sitehub.site.config.DailySpan;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds shifts that overlap, those across midnight and across the week's end included. A truck
 * would count in both, and the shifts of a day would add up to more than the day.
 */
final class ShiftOverlaps {
  private static final int MINUTES_OF_DAY = 24 * 60;
  private static final int MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

  private ShiftOverlaps() {}

  /** One violation for each two shifts that overlap; shifts that cannot be read are passed over. */
  static List<Violation> check(JsonNode shifts) {
    List<Optional<DailySpan>> spans = new ArrayList<>();
    shifts.forEach(shift -> spans.add(span(shift)));
    List<Violation> violations = new ArrayList<>();
    for (int later = 1; later < spans.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        Optional<DayOfWeek> day = overlap(spans.get(earlier), spans.get(later));
        if (day.isPresent()) {
          violations.add(
              new Violation(
                  "/shifts/" + later,
                  Rule.CONSISTENT,
                  "what begins on %s overlaps /shifts/%d, '%s'"
                      .formatted(
                          EnumWords.word(day.get()),
                          earlier,
                          shifts.get(earlier).path("name").asText())));
        }
      }
    }
    return violations;
  }

  /** The first day on which the later begins and meets the earlier. */
  private static Optional<DayOfWeek> overlap(
      Optional<DailySpan> earlier, Optional<DailySpan> later) {
    if (earlier.isEmpty() || later.isEmpty()) {
      return Optional.empty();
    }
    return later.get().days().stream()
        .sorted()
        .filter(day ->
            earlier.get().days().stream()
                .anyMatch(other -> meet(earlier.get(), other, later.get(), day)))
        .findFirst();
  }

  private static boolean meet(DailySpan one, DayOfWeek oneDay, DailySpan two, DayOfWeek twoDay) {
    int oneStart = oneDay.ordinal() * MINUTES_OF_DAY + one.fromMinute();
    int twoStart = twoDay.ordinal() * MINUTES_OF_DAY + two.fromMinute();
    int oneLength = one.toMinute() - one.fromMinute();
    int twoLength = two.toMinute() - two.fromMinute();
    return Math.floorMod(twoStart - oneStart, MINUTES_OF_WEEK) < oneLength
        || Math.floorMod(oneStart - twoStart, MINUTES_OF_WEEK) < twoLength;
  }

  private static Optional<DailySpan> span(JsonNode shift) {
    String from = shift.path("from").asText();
    String to = shift.path("to").asText();
    if (!from.matches("([01][0-9]|2[0-3]):[0-5][0-9]")
        || !to.matches("([01][0-9]|2[0-3]):[0-5][0-9]|24:00")) {
      return Optional.empty();
    }
    List<Weekday> days = new ArrayList<>();
    for (Weekday day : Weekday.values()) {
      shift
          .path("days")
          .forEach(named -> {
            if (named.asText().equals(EnumWords.word(day)) && !days.contains(day)) {
              days.add(day);
            }
          });
    }
    return Optional.of(DailySpan.of(days, from, to));
  }
}
