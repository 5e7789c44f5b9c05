/** Records to bytes and back, in the Confluent wire format. */
@NullMarked
package io.sitehub.model.serde;

import org.jspecify.annotations.NullMarked;
