/** Applies what changed in a visit's contributions to the cells of the KPIs. */
@NullMarked
package io.sitehub.processors.kpi;

import org.jspecify.annotations.NullMarked;
