package io.sitehub.cli.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link TruckStory} while it happens. Fields in the order and meaning of the story's. */
final class StoryDraft {
  final String siteId;
  final String visitId;
  @Nullable String outcome;
  @Nullable String orderId;
  @Nullable String carrier;
  @Nullable String material;
  @Nullable String direction;
  @Nullable String plate;
  @Nullable String trailerPlate;
  @Nullable Instant announcedAt;
  @Nullable Instant slotStart;
  @Nullable Instant slotEnd;
  @Nullable Instant arrivedAt;
  @Nullable String queueId;
  @Nullable Instant queuedAt;
  @Nullable Instant calledAt;
  @Nullable Instant enteredAt;
  @Nullable Instant exitedAt;
  @Nullable Instant closedAt;
  final List<TrueWeighing> weighings = new ArrayList<>();
  int rejections;
  final List<TrueHandling> handlings = new ArrayList<>();
  int exceptions;
  @Nullable Integer deductionKg;
  boolean accessDenied;
  boolean qualityRejected;
  int corrected;
  int events;
  boolean ticketMayBeVoid;

  StoryDraft(String siteId, String visitId) {
    this.siteId = siteId;
    this.visitId = visitId;
  }

  TruckStory finished() {
    return new TruckStory(
        siteId,
        visitId,
        Objects.requireNonNull(outcome, "a truck without an end"),
        orderId,
        carrier,
        material,
        direction,
        plate,
        trailerPlate,
        announcedAt,
        slotStart,
        slotEnd,
        arrivedAt,
        queueId,
        queuedAt,
        calledAt,
        enteredAt,
        exitedAt,
        Objects.requireNonNull(closedAt, "a truck without an end"),
        weighings,
        rejections,
        handlings,
        exceptions,
        deductionKg,
        accessDenied,
        qualityRejected,
        corrected,
        events,
        ticketMayBeVoid);
  }
}
