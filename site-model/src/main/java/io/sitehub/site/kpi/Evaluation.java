package io.sitehub.site.kpi;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Bucket;
import java.util.List;

/**
 * Turns accumulators into a value, merging exactly: a percentile over many cells is that of all
 * their measurements together. Not thread-safe: it reuses its memory.
 */
final class Evaluation {
  private final long[] counts = new long[HistogramLayout.indexOf(Long.MAX_VALUE) + 1];
  private int lowest;
  private int highest;

  /**
   * The value of the sum of these accumulators; not for spans, whose value needs more than that.
   */
  KpiValue evaluate(KpiDefinition kpi, List<Accumulator> parts) {
    long count = 0;
    long sum = 0;
    for (Accumulator part : parts) {
      count += part.getCount();
      sum += part.getSum();
    }
    return switch (kpi.aggregate()) {
      case DISTRIBUTION -> distribution(kpi.unit(), count, sum, parts);
      case DEVIATION -> {
        KpiValue.Distribution d = distribution(kpi.unit(), count, sum, parts);
        yield new KpiValue.Deviation(count, d.mean(), d.p50(), d.p90(), d.p95());
      }
      case TOTAL ->
          new KpiValue.Total(
              count,
              kpi.measures().stream().map(KpiMeasure::name).toList(),
              kpi.unit().fromBase(sum));
      case RATIO -> new KpiValue.Ratio(count, sum);
      case OCCUPANCY -> throw new IllegalArgumentException("an occupancy is a curve");
      case UTILISATION -> throw new IllegalArgumentException("a utilisation is of open time");
    };
  }

  private KpiValue.Distribution distribution(
      KpiUnit unit, long count, long sum, List<Accumulator> parts) {
    fill(parts);
    KpiValue.Distribution value =
        new KpiValue.Distribution(
            count,
            unit.fromBase((double) sum / count),
            unit.fromBase(percentile(50, count)),
            unit.fromBase(percentile(90, count)),
            unit.fromBase(percentile(95, count)));
    java.util.Arrays.fill(counts, lowest, highest + 1, 0);
    return value;
  }

  private void fill(List<Accumulator> parts) {
    lowest = counts.length - 1;
    highest = 0;
    for (Accumulator part : parts) {
      List<Bucket> histogram = part.getHistogram();
      for (int i = 0; i < histogram.size(); i++) {
        Bucket bucket = histogram.get(i);
        counts[bucket.getIndex()] += bucket.getCount();
        lowest = Math.min(lowest, bucket.getIndex());
        highest = Math.max(highest, bucket.getIndex());
      }
    }
  }

  /** As {@code AbstractHistogram.getValueAtPercentile} has it, in the base unit. */
  private long percentile(double percentile, long total) {
    double requested = Math.nextAfter(percentile, Double.NEGATIVE_INFINITY);
    long rank = Math.max((long) Math.ceil(requested * total / 100.0), 1);
    long seen = 0;
    for (int i = lowest; i <= highest; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return HistogramLayout.highestValueAt(i);
      }
    }
    return 0;
  }
}
