package io.sitehub.site.kpi;

import java.util.List;

/**
 * One value of an answer.
 *
 * @param window the window it covers
 * @param dimensions values of the dimensions told apart, in the order of {@link KpiQuery#by}; ""
 *     where unknown
 * @param isFinal whether the window is over and its time for late events has passed; even then a
 *     correction mends the value
 * @param value what the KPI comes to
 */
public record KpiRow(Window window, List<String> dimensions, boolean isFinal, KpiValue value) {}
