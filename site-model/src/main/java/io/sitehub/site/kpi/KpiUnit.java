package io.sitehub.site.kpi;

/** A unit a KPI is shown in, and the base unit its measurements are kept in. */
public enum KpiUnit {
  /** Kept in milliseconds. */
  SECONDS("s", "ms", 1_000),
  /** Kept in milliseconds. */
  MINUTES("min", "ms", 60_000),
  /** Kept in milliseconds. */
  HOURS("h", "ms", 3_600_000),
  /** Metric tonnes, kept in grams. */
  TONNES("t", "g", 1_000_000),
  /** A number of trucks. */
  TRUCKS("trucks", "trucks", 1),
  /** A share; a ratio keeps its two numbers, a distribution of shares keeps parts per million. */
  PERCENT("%", "ppm", 10_000);

  private final String symbol;
  private final String baseUnit;
  private final long baseUnits;

  KpiUnit(String symbol, String baseUnit, long baseUnits) {
    this.symbol = symbol;
    this.baseUnit = baseUnit;
    this.baseUnits = baseUnits;
  }

  /** As people write it: {@code min}, {@code t}, {@code %}. */
  public String symbol() {
    return symbol;
  }

  /** The unit of a measurement: {@code ms}, {@code g}. */
  public String baseUnit() {
    return baseUnit;
  }

  /** Turns a figure in the base unit into one in this unit. */
  public double fromBase(double inBaseUnit) {
    return inBaseUnit / baseUnits;
  }
}
