/** JSON to Avro and back, driven by the schemas. */
@NullMarked
package io.sitehub.model.json;

import org.jspecify.annotations.NullMarked;
