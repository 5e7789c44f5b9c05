package io.sitehub.kpis.query;

import io.sitehub.kit.problem.ProblemException;
import io.sitehub.site.kpi.KpiDefinition;
import io.sitehub.site.kpi.KpiQuery;
import io.sitehub.site.kpi.WindowLength;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A question about a KPI as it was asked, before it is known in which time zone.
 *
 * @param kpi what is asked for
 * @param from start of the range, if given
 * @param to end of the range, if given
 * @param window into what the range is divided
 * @param by dimensions that are told apart
 * @param filter values that count, by dimension; "" is unknown
 */
record KpiRequest(
    KpiDefinition kpi,
    Optional<Moment> from,
    Optional<Moment> to,
    WindowLength window,
    List<String> by,
    Map<String, Set<String>> filter) {

  private static final List<String> WINDOWS =
      Arrays.stream(WindowLength.values()).map(WindowLength::code).toList();
  private static final int MAX_VALUES = 1000;

  /** Reads the parameters of a question; what is wrong is remembered there. */
  static KpiRequest read(KpiDefinition kpi, Parameters parameters) {
    List<String> dimensions = new ArrayList<>(kpi.dimensions());
    dimensions.add(KpiDefinition.SITE);
    Optional<Moment> from = parameters.moment("from");
    Optional<Moment> to = parameters.moment("to");
    WindowLength window =
        parameters.choice("window", WINDOWS).flatMap(WindowLength::of).orElse(WindowLength.ALL);
    List<String> by = parameters.choices("by", dimensions);
    Map<String, Set<String>> filter = new LinkedHashMap<>();
    for (String dimension : kpi.dimensions()) {
      List<String> values = parameters.repeated(dimension);
      if (values.size() > MAX_VALUES) {
        parameters.refuse(dimension, "count", "must be given at most " + MAX_VALUES + " times");
      } else if (!values.isEmpty()) {
        filter.put(dimension, new HashSet<>(values));
      }
    }
    return new KpiRequest(kpi, from, to, window, by, filter);
  }

  /** The same of a KPI as another site defines it; empty if that cannot be asked the same way. */
  Optional<KpiRequest> of(KpiDefinition other) {
    return other.dimensions().equals(kpi.dimensions())
        ? Optional.of(new KpiRequest(other, from, to, window, by, filter))
        : Optional.empty();
  }

  /**
   * The question at a place.
   *
   * @param lateness how long after its end a window is provisional there
   * @throws ProblemException 400 if the range is empty there, or has too many windows
   */
  KpiQuery in(ZoneId zone, Instant now, Duration lateness) {
    Range range =
        Range.of(from, to, zone, now.atZone(zone).toLocalDate())
            .orElseThrow(() ->
                ProblemException.badParameter(
                    from.isPresent() ? "from" : "to", "range", "from must be before to"));
    try {
      return new KpiQuery(kpi, range.from(), range.to(), window, by, filter, lateness);
    } catch (IllegalArgumentException tooMany) {
      throw ProblemException.badParameter(
          "window",
          "too-many-windows",
          "the range has more than %d windows: choose longer ones, or a shorter range"
              .formatted(KpiQuery.MAX_WINDOWS));
    }
  }
}
