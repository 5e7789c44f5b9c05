/** Avro's binary encoding into memory, and schemas without what only Java cares for. */
@NullMarked
package io.sitehub.model.avro;

import org.jspecify.annotations.NullMarked;
