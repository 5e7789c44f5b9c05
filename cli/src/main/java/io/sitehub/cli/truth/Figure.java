package io.sitehub.cli.truth;

import java.time.Instant;
import java.util.List;

/**
 * One figure that goes into a KPI.
 *
 * @param at the instant that decides the window; of a utilisation when something began to be taken
 * @param value in milliseconds, grams or parts per million, 1 or 0, the change of an occupancy, or
 *     of a utilisation for how long something was taken, in milliseconds
 * @param dimensions in the order of the KPI's definition; "" where unknown
 */
record Figure(Instant at, long value, List<String> dimensions) {}
