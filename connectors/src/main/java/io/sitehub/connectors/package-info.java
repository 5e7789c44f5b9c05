/** Where a worker of Kafka Connect finds what is in this module. */
@NullMarked
package io.sitehub.connectors;

import org.jspecify.annotations.NullMarked;
