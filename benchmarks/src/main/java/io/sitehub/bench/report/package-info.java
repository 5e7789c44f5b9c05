/** Medians, a table for people and JSON for scripts. */
@NullMarked
package io.sitehub.bench.report;

import org.jspecify.annotations.NullMarked;
