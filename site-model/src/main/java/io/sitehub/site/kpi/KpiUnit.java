package io.sitehub.site.kpi;

import io.sitehub.model.state.KpiUnitName;

/** A unit a KPI is shown in, and the base unit its measurements are kept in. */
public enum KpiUnit {
  /** Kept in milliseconds. */
  SECONDS("s", "ms", 1_000, 1),
  /** Kept in milliseconds. */
  MINUTES("min", "ms", 60_000, 1),
  /** Kept in milliseconds. */
  HOURS("h", "ms", 3_600_000, 1),
  /** Kept in grams; measured in kilograms. */
  KILOGRAMS("kg", "g", 1_000, 1_000),
  /** Metric tonnes, kept in grams; measured in kilograms. */
  TONNES("t", "g", 1_000_000, 1_000),
  /** A number of trucks. */
  TRUCKS("trucks", "trucks", 1, 1),
  /**
   * A share; a ratio keeps its two numbers, all else parts per million. Measured as a share: 1 is
   * 100%.
   */
  PERCENT("%", "ppm", 10_000, 1_000_000),
  /** Any number, kept in thousandths. */
  NUMBER("", "thousandths", 1_000, 1_000);

  private final String symbol;
  private final String baseUnit;
  private final long baseUnits;
  private final long baseUnitsPerMeasured;

  KpiUnit(String symbol, String baseUnit, long baseUnits, long baseUnitsPerMeasured) {
    this.symbol = symbol;
    this.baseUnit = baseUnit;
    this.baseUnits = baseUnits;
    this.baseUnitsPerMeasured = baseUnitsPerMeasured;
  }

  /**
   * As a declaration says it.
   *
   * @throws IllegalArgumentException if it says none
   */
  static KpiUnit of(KpiUnitName declared) {
    return switch (declared) {
      case SECONDS -> SECONDS;
      case MINUTES -> MINUTES;
      case HOURS -> HOURS;
      case KILOGRAMS -> KILOGRAMS;
      case TONNES -> TONNES;
      case TRUCKS -> TRUCKS;
      case PERCENT -> PERCENT;
      case NUMBER -> NUMBER;
      case UNSPECIFIED -> throw new IllegalArgumentException("unit is unspecified");
    };
  }

  /** As people write it: {@code min}, {@code t}, {@code %}; empty for a mere number. */
  public String symbol() {
    return symbol;
  }

  /** The unit of a measurement: {@code ms}, {@code g}. */
  public String baseUnit() {
    return baseUnit;
  }

  /** Whether measurements are durations. */
  boolean isTime() {
    return this == SECONDS || this == MINUTES || this == HOURS;
  }

  /** Turns a figure in the base unit into one in this unit. */
  public double fromBase(double inBaseUnit) {
    return inBaseUnit / baseUnits;
  }

  /** Turns a measurement (kilograms, a share, a number) into the base unit, not yet rounded. */
  double toBase(double measured) {
    return measured * baseUnitsPerMeasured;
  }
}
