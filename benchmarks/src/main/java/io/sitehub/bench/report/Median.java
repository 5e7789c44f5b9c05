package io.sitehub.bench.report;

import java.util.List;

/** The middle one of a few measurements: one disturbed round does not count. */
public final class Median {
  private Median() {}

  /**
   * The median; of an even number of values the mean of the two in the middle.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static double of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
