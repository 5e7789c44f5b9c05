package io.sitehub.site.kpi;

import java.util.LinkedHashMap;
import java.util.List;
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
   * Of a {@link Aggregate#DEVIATION}. The mean is exact and has a sign; a percentile is of how
   * large the measurements are, whatever their sign, and exact as that of a {@link Distribution}.
   */
  record Deviation(long count, double mean, double p50, double p90, double p95)
      implements KpiValue {
    @Override
    public SequencedMap<String, Double> measures() {
      return new Distribution(count, mean, p50, p90, p95).measures();
    }
  }

  /**
   * Of a {@link Aggregate#TOTAL}.
   *
   * @param names names of the measures: what was counted, such as {@code trucks}, and if something
   *     was added up, what, such as {@code tonnes}
   */
  record Total(long count, List<String> names, double sum) implements KpiValue {
    @Override
    public SequencedMap<String, Double> measures() {
      SequencedMap<String, Double> measures = new LinkedHashMap<>();
      measures.put(names.getFirst(), (double) count);
      if (names.size() > 1) {
        measures.put(names.getLast(), sum);
      }
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

  /**
   * Of a {@link Aggregate#UTILISATION}.
   *
   * @param count spans that began
   * @param busyMs how long something was taken, added up over what can be taken
   * @param openMs how long it was to be had, added up likewise
   */
  record Utilisation(long count, long busyMs, long openMs) implements KpiValue {
    /** The sum of two. */
    Utilisation plus(Utilisation other) {
      return new Utilisation(count + other.count, busyMs + other.busyMs, openMs + other.openMs);
    }

    /**
     * {@code percent} is over 100 where something was taken for longer than it was to be had, and
     * missing where it was not to be had at all.
     */
    @Override
    public SequencedMap<String, Double> measures() {
      SequencedMap<String, Double> measures = new LinkedHashMap<>();
      if (openMs > 0) {
        measures.put("percent", 100.0 * busyMs / openMs);
      }
      measures.put("hours", KpiUnit.HOURS.fromBase(busyMs));
      return measures;
    }
  }
}
