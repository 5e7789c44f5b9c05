/**
 * KPIs as algebra: what a visit contributes, how contributions add up and can be taken back, and
 * how the sums are evaluated.
 *
 * <p>{@link io.sitehub.model.kpi.KpiCatalogue} says what is measured; {@link
 * io.sitehub.model.kpi.Contributions} turns a visit into changes of cells; {@link
 * io.sitehub.model.kpi.AccumulatorGroup} adds them up; {@link io.sitehub.model.kpi.RollUp}
 * evaluates cells for a {@link io.sitehub.model.kpi.KpiQuery}.
 */
@NullMarked
package io.sitehub.model.kpi;

import org.jspecify.annotations.NullMarked;
