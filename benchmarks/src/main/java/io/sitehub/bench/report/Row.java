package io.sitehub.bench.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a report.
 *
 * @param part the part of the benchmark: {@code gateway}
 * @param name what was measured
 * @param figures by the name of their column, in its unit; median over the rounds
 * @param target what is aimed at, in words; empty if nothing is
 */
public record Row(String part, String name, Map<String, Double> figures, String target) {

  /** Copies the figures. */
  public Row {
    figures = Map.copyOf(figures);
  }

  /** The row whose every figure is the median of that figure over these rounds. */
  public static Row median(
      String part, String name, List<Map<String, Double>> rounds, String target) {
    Map<String, Double> medians = new TreeMap<>();
    for (String column : rounds.getFirst().keySet()) {
      medians.put(column, Median.of(rounds.stream().map(round -> round.get(column)).toList()));
    }
    return new Row(part, name, medians, target);
  }
}
