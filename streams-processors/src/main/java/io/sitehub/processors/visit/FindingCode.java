package io.sitehub.processors.visit;

import java.util.Locale;

/**
 * What can be missing in a visit's history or contradict it; {@code docs/visits.md} explains each.
 */
public enum FindingCode {
  CLOSED_TWICE(Origin.EVENT),
  CLOSED_WITHOUT_EXIT(Origin.VISIT),
  COMPLETED_UNSEEN(Origin.VISIT),
  CORRECTION_CYCLE(Origin.EVENT),
  CORRECTION_RETARGETED(Origin.EVENT),
  CORRECTION_TARGET_UNKNOWN(Origin.EVENT),
  CORRECTION_TYPE_MISMATCH(Origin.EVENT),
  CORRECTION_UNREADABLE(Origin.EVENT),
  DEDUCTION_EXCEEDS_NET(Origin.VISIT),
  DIRECTION_MISMATCH(Origin.VISIT),
  ENTERED_THOUGH_DENIED(Origin.EVENT),
  ENTERED_TWICE(Origin.EVENT),
  ENTRY_BEFORE_ARRIVAL(Origin.VISIT),
  EVENT_AFTER_CLOSE(Origin.EVENT),
  EXITED_TWICE(Origin.EVENT),
  EXIT_BEFORE_ENTRY(Origin.VISIT),
  EXIT_WITHOUT_ENTRY(Origin.VISIT),
  FIRST_WITHOUT_SECOND(Origin.VISIT),
  HANDLING_MISMATCH(Origin.VISIT),
  HANDLING_WITHOUT_END(Origin.VISIT),
  HANDLING_WITHOUT_START(Origin.VISIT),
  NET_WITHOUT_TICKET(Origin.VISIT),
  NET_ZERO(Origin.VISIT),
  NO_SHOW_CAME(Origin.VISIT),
  ORDER_CANCELLED(Origin.ORDER),
  PLATE_CHANGED(Origin.EVENT),
  PRODUCT_MISMATCH(Origin.VISIT),
  RE_ENTERED(Origin.EVENT),
  REWEIGH_WITHOUT_WEIGHING(Origin.VISIT),
  SCALE_TIMES_REVERSED(Origin.VISIT),
  SECOND_BEFORE_FIRST(Origin.VISIT),
  SECOND_WITHOUT_FIRST(Origin.VISIT),
  SLOT_REVERSED(Origin.VISIT),
  TWO_FIRST_WEIGHINGS(Origin.VISIT),
  TWO_SECOND_WEIGHINGS(Origin.VISIT),
  WEIGHING_NOT_LEGAL(Origin.VISIT),
  WEIGHT_MISMATCH(Origin.EVENT);

  /** Where a finding comes from. */
  enum Origin {
    /** Seen while an event was folded in; it stays. */
    EVENT,
    /** Follows from the visit as it is; it goes when what is missing comes. */
    VISIT,
    /** Follows from the visit's order as it is; what the events tell never has it. */
    ORDER
  }

  private final String code;
  private final Origin origin;

  FindingCode(Origin origin) {
    this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.origin = origin;
  }

  /** As it stands in a visit: {@code exit-before-entry}. */
  public String code() {
    return code;
  }

  Origin origin() {
    return origin;
  }
}
