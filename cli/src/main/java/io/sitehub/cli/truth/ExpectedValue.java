package io.sitehub.cli.truth;

import java.util.Map;

/**
 * A value of a KPI as it must be.
 *
 * @param count how many measurements it is of; 0 for an occupancy
 * @param measures by name: these and no others
 */
record ExpectedValue(long count, Map<String, ExpectedMeasure> measures) {}
