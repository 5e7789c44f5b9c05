package io.sitehub.cli.truth;

/** How the figures of a KPI come to its measures: {@code docs/kpis.md} says what each has. */
enum Aggregate {
  DISTRIBUTION,
  DEVIATION,
  TOTAL,
  RATIO,
  OCCUPANCY,
  UTILISATION
}
