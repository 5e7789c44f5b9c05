package io.sitehub.site.kpi;

import io.sitehub.model.state.KpiAggregate;

/** How the measurements of a KPI add up to its value, and what its value consists of. */
public enum Aggregate {
  /** Non-negative measurements: their number, exact mean and percentiles within 1%. */
  DISTRIBUTION,
  /** Measurements of either sign: their exact mean, and percentiles of how large they are. */
  DEVIATION,
  /** Their number and their exact sum. */
  TOTAL,
  /** Measurements of 1 or 0: the share of those that are 1. */
  RATIO,
  /** Changes of a level: the level at an instant, its mean and maximum over a range. */
  OCCUPANCY,
  /** Spans of time in which something was taken: their share of the time it was to be had. */
  UTILISATION;

  /**
   * As a declaration says it.
   *
   * @throws IllegalArgumentException if it says none
   */
  static Aggregate of(KpiAggregate declared) {
    return switch (declared) {
      case DISTRIBUTION -> DISTRIBUTION;
      case DEVIATION -> DEVIATION;
      case TOTAL -> TOTAL;
      case RATIO -> RATIO;
      case OCCUPANCY -> OCCUPANCY;
      case UTILISATION -> UTILISATION;
      case UNSPECIFIED -> throw new IllegalArgumentException("aggregate is unspecified");
    };
  }

  /** Whether it is of spans, from one instant until another, and not of measured values. */
  boolean ofSpans() {
    return this == OCCUPANCY || this == UTILISATION;
  }
}
