package io.sitehub.kpis.query;

import java.util.List;

/** What visits can be asked for by what is wrong with them; docs/visits.md explains each code. */
final class FindingCodes {

  /** Every code, and before them the word for all. */
  static final List<String> ALLOWED =
      List.of(
          "any",
          "closed-twice",
          "closed-without-exit",
          "completed-unseen",
          "correction-cycle",
          "correction-retargeted",
          "correction-target-unknown",
          "correction-type-mismatch",
          "correction-unreadable",
          "deduction-exceeds-net",
          "direction-mismatch",
          "entered-though-denied",
          "entered-twice",
          "entry-before-arrival",
          "event-after-close",
          "exited-twice",
          "exit-before-entry",
          "exit-without-entry",
          "first-without-second",
          "handling-mismatch",
          "handling-without-end",
          "handling-without-start",
          "net-without-ticket",
          "net-zero",
          "no-show-came",
          "order-cancelled",
          "plate-changed",
          "product-mismatch",
          "re-entered",
          "reweigh-without-weighing",
          "scale-times-reversed",
          "second-before-first",
          "second-without-first",
          "slot-reversed",
          "two-first-weighings",
          "two-second-weighings",
          "weighing-not-legal",
          "weight-mismatch");

  private FindingCodes() {}
}
