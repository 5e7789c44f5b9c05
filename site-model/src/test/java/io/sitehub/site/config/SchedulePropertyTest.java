package io.sitehub.site.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.state.OpeningHours;
import io.sitehub.model.state.Shift;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Weekday;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schedule against somebody who looks at the clock once a minute, around clock changes. */
class SchedulePropertyTest {

  /**
   * A zone and a day on which its clocks are changed: an hour, at midnight, half an hour, a day.
   */
  private enum Change {
    PARIS_FORWARD("Europe/Paris", "2026-03-29"),
    PARIS_BACK("Europe/Paris", "2026-10-25"),
    SAO_PAULO_FORWARD("America/Sao_Paulo", "2018-11-04"),
    SAO_PAULO_BACK("America/Sao_Paulo", "2018-02-18"),
    LORD_HOWE_FORWARD("Australia/Lord_Howe", "2026-10-04"),
    LORD_HOWE_BACK("Australia/Lord_Howe", "2026-04-05"),
    ST_JOHNS_BACK_ACROSS_MIDNIGHT("America/St_Johns", "2009-11-01"),
    APIA_SKIPS_A_DAY("Pacific/Apia", "2011-12-30"),
    NONE("Asia/Kolkata", "2026-06-01");

    private final String zone;
    private final LocalDate day;

    Change(String zone, String day) {
      this.zone = zone;
      this.day = LocalDate.parse(day);
    }

    Instant start() {
      return day.atStartOfDay(ZoneId.of(zone)).toInstant().truncatedTo(ChronoUnit.HOURS);
    }
  }

  static LongStream seeds() {
    Long seed = Long.getLong("sitehub.seed");
    return seed == null ? LongStream.range(0, 36) : LongStream.of(seed);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void agreesWithWhoeverLooksAtTheClock(long seed) {
    // Given
    Random random = new Random(seed);
    Change change = Change.values()[(int) (seed % Change.values().length)];
    SiteHistory history = history(random, change);
    Instant from = change.start().minus(Duration.ofDays(3));
    Instant to = change.start().plus(Duration.ofDays(4));
    ScheduleOracle oracle = ScheduleOracle.watch(history, from, to);
    // When
    Schedule schedule = Schedule.of(history);
    // Then
    assertThat(schedule.shifts(from, to)).containsExactlyInAnyOrderElementsOf(oracle.shifts());
    for (int i = 0; i < 200; i++) {
      Instant since = from.plus(Duration.ofMinutes(random.nextInt(7 * 1440)));
      Instant until = since.plus(Duration.ofMinutes(random.nextInt(2 * 1440)));
      until = until.isAfter(to) ? to : until;
      assertThat(schedule.openMs(since, until))
          .as("%s: open from %s until %s", change, since, until)
          .isEqualTo(oracle.openMs(since, until));
    }
  }

  private static SiteHistory history(Random random, Change change) {
    List<SiteConfig> versions = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      long minutes = random.nextInt(8 * 1440) - 4 * 1440L;
      versions.add(config(random, change, change.start().plus(Duration.ofMinutes(minutes))));
    }
    versions.add(config(random, change, change.start().minus(Duration.ofDays(30))));
    return SiteHistory.of("lyon-1", versions);
  }

  private static SiteConfig config(Random random, Change change, Instant validFrom) {
    List<OpeningHours> hours = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      hours.add(
          OpeningHours.newBuilder()
              .setDays(days(random))
              .setFrom(time(random))
              .setTo(end(random))
              .build());
    }
    List<Shift> shifts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      shifts.add(
          Shift.newBuilder()
              .setName("shift-" + i)
              .setDays(days(random))
              .setFrom(time(random))
              .setTo(end(random))
              .build());
    }
    List<String> closed = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      closed.add(change.day.plusDays(random.nextInt(7) - 3L).toString());
    }
    return SiteConfig.newBuilder()
        .setSiteId("lyon-1")
        .setValidFrom(validFrom)
        .setZone(change.zone)
        .setOpeningHours(hours)
        .setShifts(shifts)
        .setClosedDates(closed)
        .build();
  }

  private static List<Weekday> days(Random random) {
    List<Weekday> days = new ArrayList<>();
    for (Weekday day : Weekday.values()) {
      if (day != Weekday.UNSPECIFIED && random.nextInt(4) > 0) {
        days.add(day);
      }
    }
    return days;
  }

  private static String end(Random random) {
    return random.nextInt(8) == 0 ? "24:00" : time(random);
  }

  /** Often in the hours in which clocks are changed. */
  private static String time(Random random) {
    int hour = random.nextBoolean() ? random.nextInt(4) : random.nextInt(24);
    return String.format(Locale.ROOT, "%02d:%02d", hour, random.nextInt(4) * 15);
  }
}
