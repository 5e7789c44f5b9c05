package io.sitehub.site.kpi;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What a KPI comes to over a window, in the unit it is shown in. */
public sealed interface KpiValue {
  /** How many measurements, or the denominator of a ratio; 0 for an occupancy. */
  long count();

  /** The figures by name, as {@link KpiDefinition#measures} announces them. */
  SequencedMap<String, Double> measures();

  /**
   * Of a {@link Aggregate#DISTRIBUTION}. The mean is exact; a percentile is the greatest value of
   * the HdrHistogram bucket it falls in, within 1%.
   */
  record Distribution(long count, double mean, double p50, double p90, double p95)
      implements KpiValue {
    @Override
    public SequencedMap<String, Double> measures() {
      SequencedMap<String, Double> measures = new LinkedHashMap<>();
      measures.put("mean", mean);
      measures.put("p50", p50);
      measures.put("p90", p90);
      measures.put("p95", p95);
      return measures;
    }
  }

  /**
   * Of a {@link Aggregate#TOTAL}.
   *
   * @param name name of the measure that holds the sum, such as {@code tonnes}
   */
  record Total(long count, String name, double sum) implements KpiValue {
    @Override
    public SequencedMap<String, Double> measures() {
      SequencedMap<String, Double> measures = new LinkedHashMap<>();
      measures.put("trucks", (double) count);
      measures.put(name, sum);
      return measures;
    }
  }

  /**
   * Of a {@link Aggregate#RATIO}.
   *
   * @param count the denominator
   * @param part the numerator
   */
  record Ratio(long count, long part) implements KpiValue {
    /** The share in percent. */
    public double percent() {
      return 100.0 * part / count;
    }

    @Override
    public SequencedMap<String, Double> measures() {
      SequencedMap<String, Double> measures = new LinkedHashMap<>();
      measures.put("percent", percent());
      return measures;
    }
  }

  /**
   * Of an {@link Aggregate#OCCUPANCY}.
   *
   * @param now level at the end of the window, or as of now in a window that is not over
   * @param mean mean level, weighted by time
   * @param maximum greatest level
   */
  record Occupancy(long now, double mean, long maximum) implements KpiValue {
    @Override
    public long count() {
      return 0;
    }

    @Override
    public SequencedMap<String, Double> measures() {
      SequencedMap<String, Double> measures = new LinkedHashMap<>();
      measures.put("now", (double) now);
      measures.put("mean", mean);
      measures.put("maximum", (double) maximum);
      return measures;
    }
  }
}
