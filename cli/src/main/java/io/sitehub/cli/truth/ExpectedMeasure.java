package io.sitehub.cli.truth;

/**
 * Where a measure must lie.
 *
 * @param lowest in the unit it is shown in
 * @param highest in the unit it is shown in
 */
record ExpectedMeasure(double lowest, double highest) {

  /** For the rounding of an answer in decimal digits, and of floating-point sums. */
  private static final double ROUNDING = 1e-6;

  static ExpectedMeasure exactly(double value) {
    return new ExpectedMeasure(value, value);
  }

  boolean allows(double actual) {
    return actual >= lowest - ROUNDING && actual <= highest + ROUNDING;
  }

  @Override
  public String toString() {
    return lowest == highest ? Double.toString(lowest) : lowest + " to " + highest;
  }
}
