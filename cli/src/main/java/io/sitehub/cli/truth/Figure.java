package io.sitehub.cli.truth;

import java.time.Instant;
import java.util.List;

/**
 * One figure that goes into a KPI.
 *
 * @param at the instant that decides the window
 * @param value in milliseconds, grams, 1 or 0, or the change of an occupancy
 * @param dimensions in the order of the KPI's definition; "" where unknown
 */
record Figure(Instant at, long value, List<String> dimensions) {}
