/** Changes of what a site is told to be, written to the log: configuration and KPIs. */
@NullMarked
package io.sitehub.kpis.define;

import org.jspecify.annotations.NullMarked;
