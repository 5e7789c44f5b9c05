/**
 * Who can answer for a partition, and asking them: the active processor, on failure a standby at
 * once.
 */
@NullMarked
package io.sitehub.kpis.route;

import org.jspecify.annotations.NullMarked;
