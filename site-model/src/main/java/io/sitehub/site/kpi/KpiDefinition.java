package io.sitehub.site.kpi;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One KPI, in full: nothing about it is defined elsewhere.
 *
 * @param name what it is called in queries and cells: lower case with hyphens
 * @param title what people call it
 * @param definition what exactly is measured, when it counts and what is left out
 * @param unit what it is shown in; its base unit is what measurements are kept in
 * @param dimensions what it can be broken down by, besides the site
 * @param aggregate how measurements add up
 * @param measure what is taken from a visit
 */
public record KpiDefinition(
    String name,
    String title,
    String definition,
    KpiUnit unit,
    List<String> dimensions,
    Aggregate aggregate,
    Measure measure) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** The dimension every KPI has without saying so. */
  public static final String SITE = "site";

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException naming the field at fault
   */
  public KpiDefinition {
    dimensions = List.copyOf(dimensions);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name must match " + NAME + ": " + name);
    }
    for (String dimension : dimensions) {
      if (!NAME.matcher(dimension).matches() || dimension.equals(SITE)) {
        throw new IllegalArgumentException(
            "dimensions must match " + NAME + " and not be \"site\": " + dimension);
      }
    }
    if (dimensions.stream().distinct().count() != dimensions.size()) {
      throw new IllegalArgumentException("dimensions must not repeat: " + dimensions);
    }
  }

  /** The figures a value of this KPI consists of, in the order of {@link KpiValue#measures}. */
  public List<KpiMeasure> measures() {
    return switch (aggregate) {
      case DISTRIBUTION -> List.of(of("mean"), of("p50"), of("p90"), of("p95"));
      case TOTAL ->
          List.of(
              new KpiMeasure("trucks", KpiUnit.TRUCKS), of(unit.name().toLowerCase(Locale.ROOT)));
      case RATIO -> List.of(of("percent"));
      case OCCUPANCY -> List.of(of("now"), of("mean"), of("maximum"));
    };
  }

  private KpiMeasure of(String measureName) {
    return new KpiMeasure(measureName, unit);
  }
}
