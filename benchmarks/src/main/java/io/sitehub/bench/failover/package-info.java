/**
 * What users notice of a fault: a site is put under load, one of its processes is killed, stopped
 * or frozen, and every event is followed from its POST to the query that shows it.
 */
@NullMarked
package io.sitehub.bench.failover;

import org.jspecify.annotations.NullMarked;
