/**
 * KPIs as algebra: what a visit contributes, how contributions add up and can be taken back, and
 * how the sums are evaluated.
 *
 * <p>{@link io.sitehub.site.kpi.KpiCatalogue} says what every site measures, {@link
 * io.sitehub.site.kpi.KpiChecker} whether a site's own declaration can be; {@link
 * io.sitehub.site.kpi.KpiFormula} turns a visit into changes of cells; {@link
 * io.sitehub.site.kpi.AccumulatorGroup} adds them up; {@link io.sitehub.site.kpi.RollUp} evaluates
 * cells for a {@link io.sitehub.site.kpi.KpiQuery}.
 */
@NullMarked
package io.sitehub.site.kpi;

import org.jspecify.annotations.NullMarked;
