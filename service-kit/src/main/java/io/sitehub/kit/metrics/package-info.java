/** The Prometheus registry every service measures into. */
@NullMarked
package io.sitehub.kit.metrics;

import org.jspecify.annotations.NullMarked;
