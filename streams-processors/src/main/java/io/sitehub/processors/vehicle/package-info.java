/** Knows what the vehicles of a site weighed empty. */
@NullMarked
package io.sitehub.processors.vehicle;

import org.jspecify.annotations.NullMarked;
