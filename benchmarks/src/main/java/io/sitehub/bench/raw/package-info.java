/** The raw limit: Kafka's own producer benchmark with the same records and settings. */
@NullMarked
package io.sitehub.bench.raw;

import org.jspecify.annotations.NullMarked;
