package io.sitehub.cli.truth;

import io.sitehub.cli.simulate.TruckStory;
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

  /** Arrives 08:00, in 08:10, out 08:50, takes 40.02 t gross − 14 t tare = 26.02 t of sand. */
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
    return story(
        "V-1",
        "completed",
        "delmas",
        "sand",
        "outbound",
        at("08:00"),
        at("08:10"),
        at("08:50"),
        at("08:51"),
        weighings,
        0,
        false);
  }

  /** Unannounced; arrives 08:30, in 08:40, out 09:20, brings 39 t − 15 t = 24 t. */
  static TruckStory unloaded() {
    return story(
        "V-2",
        "completed",
        null,
        null,
        null,
        at("08:30"),
        at("08:40"),
        at("09:20"),
        at("09:21"),
        List.of(
            weighing("W-5", "first", 39_000, "08:42"), weighing("W-6", "second", 15_000, "09:10")),
        1,
        false);
  }

  /** Arrives 09:00 and is turned away at 09:05. */
  static TruckStory denied() {
    return story(
        "V-3",
        "refused",
        "delmas",
        "sand",
        "outbound",
        at("09:00"),
        null,
        null,
        at("09:05"),
        List.of(),
        0,
        true);
  }

  /** Never comes; closed at 10:00. */
  static TruckStory noShow() {
    return story(
        "V-4",
        "no-show",
        "delmas",
        "sand",
        "outbound",
        null,
        null,
        null,
        at("10:00"),
        List.of(),
        0,
        false);
  }

  static List<TruckStory> all() {
    return List.of(loaded(), unloaded(), denied(), noShow());
  }

  /** On the scale for 60 s, read in the middle. */
  private static TrueWeighing weighing(String id, String pass, int kg, String time) {
    Instant at = at(time);
    return new TrueWeighing(
        id, pass, "scale-1", at, kg, false, at.minusSeconds(30), at.plusSeconds(30));
  }

  private static TruckStory story(
      String visitId,
      String outcome,
      @Nullable String carrier,
      @Nullable String material,
      @Nullable String direction,
      @Nullable Instant arrivedAt,
      @Nullable Instant enteredAt,
      @Nullable Instant exitedAt,
      Instant closedAt,
      List<TrueWeighing> weighings,
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
        arrivedAt,
        null,
        null,
        enteredAt,
        exitedAt,
        closedAt,
        weighings,
        0,
        0,
        0,
        null,
        denied,
        false,
        corrected,
        8,
        false);
  }
}
