package io.sitehub.site.kpi;

/** How the measurements of a KPI add up to its value, and what its value consists of. */
public enum Aggregate {
  /** Non-negative measurements: their number, exact mean and percentiles within 1%. */
  DISTRIBUTION,
  /** Their number and their exact sum. */
  TOTAL,
  /** Measurements of 1 or 0: the share of those that are 1. */
  RATIO,
  /** Changes of a level: the level at an instant, its mean and maximum over a range. */
  OCCUPANCY
}
