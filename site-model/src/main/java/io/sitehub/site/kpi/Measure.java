package io.sitehub.site.kpi;

import io.sitehub.model.state.Visit;
import java.time.Instant;

/**
 * What a KPI takes from a visit: none, one or several measurements. A pure function of the visit,
 * so that the contributions of a visit do not depend on when or how often they are derived.
 */
@FunctionalInterface
public interface Measure {
  /** Hands every measurement of the visit to {@code into}. */
  void measure(Visit visit, Sink into);

  /** Takes measurements. */
  @FunctionalInterface
  interface Sink {
    /**
     * One measurement.
     *
     * @param at the instant that decides the window: when what is measured was complete
     * @param value in the KPI's base unit; not negative, except for the change of an occupancy
     * @param dimensions the values of the KPI's dimensions in the order of its definition; null or
     *     empty where unknown
     */
    void add(Instant at, long value, @org.jspecify.annotations.Nullable String... dimensions);
  }
}
