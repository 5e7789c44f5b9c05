/** Seeds of property tests. */
@NullMarked
package io.sitehub.model.seed;

import org.jspecify.annotations.NullMarked;
