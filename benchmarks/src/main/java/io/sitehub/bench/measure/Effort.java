package io.sitehub.bench.measure;

import java.time.Duration;

/**
 * How much work a benchmark puts into its figures.
 *
 * @param rounds how often everything is measured; the median is reported
 * @param measure how long each figure is measured in a round
 * @param warmUp how long the same load runs before
 */
public record Effort(int rounds, Duration measure, Duration warmUp) {
  /**
   * @throws IllegalArgumentException naming the field at fault
   */
  public Effort {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds is " + rounds + ", allowed: 1 or more");
    }
    if (!measure.isPositive()) {
      throw new IllegalArgumentException("seconds is " + measure + ", must be more than zero");
    }
  }
}
