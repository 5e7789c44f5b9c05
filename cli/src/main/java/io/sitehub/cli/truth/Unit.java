package io.sitehub.cli.truth;

import java.util.Locale;

/** In which a KPI is shown. */
enum Unit {
  SECONDS(1_000),
  MINUTES(60_000),
  HOURS(3_600_000),
  TONNES(1_000_000),
  PERCENT(10_000),
  TRUCKS(1);

  /**
   * How many of what figures are kept in make one: milliseconds, grams, parts per million, trucks.
   */
  final double kept;

  Unit(double kept) {
    this.kept = kept;
  }

  /** As a total names its sum. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
