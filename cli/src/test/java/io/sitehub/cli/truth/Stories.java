package io.sitehub.cli.truth;

import io.sitehub.cli.simulate.TruckStory;
import io.sitehub.cli.simulate.TrueHandling;
import io.sitehub.cli.simulate.TrueWeighing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A morning small enough to be worked out by hand. All times are UTC on 23 November 2026. */
final class Stories {
  static final String SITE = "lyon-1";

  private Stories() {}

  static Instant at(String time) {
    return Instant.parse("2026-11-23T" + time + ":00Z");
  }

  /**
   * Arrives 08:00, queues 08:02, is called 08:06, in 08:10, loads 08:15 to 08:35, out 08:50, takes
   * 40.02 t gross − 14 t tare = 26.02 t of sand, where 26 t were ordered.
   */
  static TruckStory loaded() {
    return weighed(
        List.of(
            weighing("W-1", "first", 14_000, "08:12"),
            weighing("W-2", "second", 40_000, "08:40"),
            weighing("W-3", "reweigh", 40_020, "08:44"),
            weighing("W-4", "check", 40_100, "08:46")));
  }

  /** As {@link #loaded}, with these weighings. */
  static TruckStory weighed(List<TrueWeighing> weighings) {
    return announced(
        "V-1",
        "completed",
        new Times("08:00", "08:02", "08:06", "08:10", "08:50", "08:51"),
        weighings,
        List.of(new TrueHandling("loader-1", "sand", 26_000, 25_900, at("08:15"), at("08:35"))));
  }

  /**
   * Unannounced; arrives 08:30, in 08:40, unloads 08:50 to 09:00 where it was sent and 09:02 to
   * 09:05 where it was not, out 09:20, brings 39 t − 15 t = 24 t.
   */
  static TruckStory unloaded() {
    return story(
        "V-2",
        "completed",
        null,
        null,
        null,
        false,
        new Times("08:30", null, null, "08:40", "09:20", "09:21"),
        List.of(
            weighing("W-5", "first", 39_000, "08:42"), weighing("W-6", "second", 15_000, "09:10")),
        List.of(
            new TrueHandling("pit-1", "wheat", 20_000, 20_100, at("08:50"), at("09:00")),
            new TrueHandling("pit-2", null, null, 3_900, at("09:02"), at("09:05"))),
        1,
        false);
  }

  /** Arrives 09:00, half an hour after its slot, and is turned away at 09:05. */
  static TruckStory denied() {
    return story(
        "V-3",
        "refused",
        "delmas",
        "sand",
        "outbound",
        true,
        new Times("09:00", null, null, null, null, "09:05"),
        List.of(),
        List.of(),
        0,
        true);
  }

  /** Never comes; closed at 10:00. */
  static TruckStory noShow() {
    return announced("V-4", "no-show", Times.closed("10:00"), List.of(), List.of());
  }

  /** Called off at 07:00. */
  static TruckStory cancelled() {
    return announced("V-5", "cancelled", Times.closed("07:00"), List.of(), List.of());
  }

  static List<TruckStory> all() {
    return List.of(loaded(), unloaded(), denied(), noShow(), cancelled());
  }

  /** On the scale for 60 s, read in the middle. */
  private static TrueWeighing weighing(String id, String pass, int kg, String time) {
    Instant at = at(time);
    return new TrueWeighing(
        id, pass, "scale-1", at, kg, false, at.minusSeconds(30), at.plusSeconds(30));
  }

  private record Times(
      @Nullable String arrived,
      @Nullable String queued,
      @Nullable String called,
      @Nullable String entered,
      @Nullable String exited,
      String closed) {

    static Times closed(String closed) {
      return new Times(null, null, null, null, null, closed);
    }
  }

  private static TruckStory announced(
      String visitId,
      String outcome,
      Times times,
      List<TrueWeighing> weighings,
      List<TrueHandling> handlings) {
    return story(
        visitId,
        outcome,
        "delmas",
        "sand",
        "outbound",
        true,
        times,
        weighings,
        handlings,
        0,
        false);
  }

  /** If it has a slot, it is that from 08:00 to 08:30. */
  private static TruckStory story(
      String visitId,
      String outcome,
      @Nullable String carrier,
      @Nullable String material,
      @Nullable String direction,
      boolean slot,
      Times times,
      List<TrueWeighing> weighings,
      List<TrueHandling> handlings,
      int corrected,
      boolean denied) {
    return new TruckStory(
        SITE,
        visitId,
        outcome,
        null,
        carrier,
        material,
        direction,
        "AB-123-CD",
        null,
        null,
        slot ? at("08:00") : null,
        slot ? at("08:30") : null,
        instant(times.arrived),
        times.queued == null ? null : "outside",
        instant(times.queued),
        instant(times.called),
        instant(times.entered),
        instant(times.exited),
        at(times.closed),
        weighings,
        0,
        handlings,
        0,
        null,
        denied,
        false,
        corrected,
        8,
        false);
  }

  private static @Nullable Instant instant(@Nullable String time) {
    return time == null ? null : at(time);
  }
}
