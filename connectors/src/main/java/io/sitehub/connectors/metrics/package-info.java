/** What a worker of Kafka Connect counts, for Prometheus. */
@NullMarked
package io.sitehub.connectors.metrics;

import org.jspecify.annotations.NullMarked;
