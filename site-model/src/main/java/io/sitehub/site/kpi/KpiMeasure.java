package io.sitehub.site.kpi;

/**
 * One of the figures that the value of a KPI consists of.
 *
 * @param name such as {@code p95}
 * @param unit what it is shown in
 */
public record KpiMeasure(String name, KpiUnit unit) {}
