package io.sitehub.cli.truth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is counted, added up and put in order: distributions, deviations, totals and ratios. A
 * figure falls into the window that holds its instant; a window without figures has no value.
 *
 * @param kpi whose figures they are
 * @param figures in any order
 */
record Sums(Kpi kpi, List<Figure> figures) implements Reckoning {

  /** HdrHistogram with two significant digits: the buckets of large values are this wide. */
  private static final double BUCKET_WIDTH = 1.0 / 128;

  private static final List<Integer> PERCENTILES = List.of(50, 90, 95);

  @Override
  public Optional<ExpectedValue> over(Window window) {
    List<Long> values =
        figures.stream()
            .filter(figure -> window.holds(figure.at()))
            .map(Figure::value)
            .sorted()
            .toList();
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new ExpectedValue(values.size(), measures(values)));
  }

  private Map<String, ExpectedMeasure> measures(List<Long> values) {
    double sum = values.stream().mapToLong(Long::longValue).sum();
    Map<String, ExpectedMeasure> measures = new LinkedHashMap<>();
    switch (kpi.aggregate) {
      case DISTRIBUTION -> {
        measures.put("mean", ExpectedMeasure.exactly(sum / values.size() / kpi.unit.kept));
        putPercentiles(measures, values, 0);
      }
      case DEVIATION -> {
        // A share is kept in whole parts per million; which way a half goes is nobody's promise.
        double mean = sum / values.size();
        measures.put("mean", within(mean - 1, mean + 1));
        putPercentiles(measures, values.stream().map(Math::abs).sorted().toList(), 1);
      }
      case TOTAL -> {
        measures.put("trucks", ExpectedMeasure.exactly(values.size()));
        measures.put(kpi.unit.word(), ExpectedMeasure.exactly(sum / kpi.unit.kept));
      }
      case RATIO -> measures.put("percent", ExpectedMeasure.exactly(100 * sum / values.size()));
      case OCCUPANCY, UTILISATION ->
          throw new IllegalStateException(kpi + " is no sum: " + kpi.aggregate);
    }
    return measures;
  }

  /** By nearest rank. The answer is the greatest value of the bucket that the value falls in. */
  private void putPercentiles(
      Map<String, ExpectedMeasure> measures, List<Long> sorted, int mayBeOffBy) {
    for (int percent : PERCENTILES) {
      int rank = Math.max(1, Math.ceilDiv(percent * sorted.size(), 100));
      double value = sorted.get(rank - 1);
      double highest = value + value * BUCKET_WIDTH + 1;
      measures.put("p" + percent, within(value - mayBeOffBy, highest + mayBeOffBy));
    }
  }

  private ExpectedMeasure within(double lowest, double highest) {
    return new ExpectedMeasure(lowest / kpi.unit.kept, highest / kpi.unit.kept);
  }
}
