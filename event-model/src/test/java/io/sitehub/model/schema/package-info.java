/** Released versions of schemas, and whether the current ones fit them. */
@NullMarked
package io.sitehub.model.schema;

import org.jspecify.annotations.NullMarked;
