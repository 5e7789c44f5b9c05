package io.sitehub.site.kpi;

import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiDimension;
import io.sitehub.model.state.KpiSubject;
import io.sitehub.model.state.KpiTarget;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What those who ask for a KPI must know of it; {@link KpiFormula} knows how it is measured.
 *
 * @param name what it is called in queries and cells: lower case with hyphens
 * @param title what people call it
 * @param definition what exactly is measured, when it counts and what is left out
 * @param unit what it is shown in; its base unit is what measurements are kept in
 * @param dimensions what it can be broken down by, besides the site
 * @param aggregate how measurements add up
 * @param each what there is one measurement of
 * @param valued whether something is measured: false for a total that only counts
 * @param due whether a measurement counts only once its quarter of an hour is over
 * @param target what it should come to over a day; null: nothing is said
 */
public record KpiDefinition(
    String name,
    String title,
    String definition,
    KpiUnit unit,
    List<String> dimensions,
    Aggregate aggregate,
    KpiSubject each,
    boolean valued,
    boolean due,
    @Nullable KpiTarget target) {

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

  /**
   * What a declaration says.
   *
   * @throws IllegalArgumentException naming the field at fault
   */
  public static KpiDefinition of(KpiDeclaration declaration) {
    return new KpiDefinition(
        declaration.getKpi(),
        declaration.getTitle(),
        declaration.getDefinition(),
        KpiUnit.of(declaration.getUnit()),
        declaration.getDimensions().stream().map(KpiDimension::getName).toList(),
        Aggregate.of(declaration.getAggregate()),
        declaration.getEach(),
        declaration.getValue() != null,
        declaration.getDue(),
        declaration.getTarget());
  }

  /** The figures a value of this KPI consists of, in the order of {@link KpiValue#measures}. */
  public List<KpiMeasure> measures() {
    return switch (aggregate) {
      case DISTRIBUTION, DEVIATION -> List.of(of("mean"), of("p50"), of("p90"), of("p95"));
      case TOTAL ->
          valued
              ? List.of(counted(), of(unit.name().toLowerCase(Locale.ROOT)))
              : List.of(counted());
      case RATIO -> List.of(of("percent"));
      case OCCUPANCY -> List.of(of("now"), of("mean"), of("maximum"));
      case UTILISATION -> List.of(of("percent"), new KpiMeasure("hours", KpiUnit.HOURS));
    };
  }

  private KpiMeasure counted() {
    return switch (each) {
      case VISIT, UNSPECIFIED -> new KpiMeasure("trucks", KpiUnit.TRUCKS);
      case WEIGHING -> new KpiMeasure("weighings", KpiUnit.NUMBER);
      case HANDLING -> new KpiMeasure("handlings", KpiUnit.NUMBER);
    };
  }

  private KpiMeasure of(String measureName) {
    return new KpiMeasure(measureName, unit);
  }
}
