package io.sitehub.site.kpi;

import java.time.Instant;
import java.util.List;

/**
 * One measurement.
 *
 * @param at the instant that decides the window; of a utilisation the start of the span
 * @param value in the base unit; of an occupancy the change at that instant, of a utilisation the
 *     length of the span in milliseconds
 * @param dimensions values of the dimensions, in the order of the definition; "" where unknown
 */
record Measured(Instant at, long value, List<String> dimensions) {}
