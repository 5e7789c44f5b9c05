/** Liveness, readiness and metrics, on a port of their own. */
@NullMarked
package io.sitehub.kit.health;

import org.jspecify.annotations.NullMarked;
