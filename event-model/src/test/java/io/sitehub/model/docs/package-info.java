/** Documents that are made from the code. */
@NullMarked
package io.sitehub.model.docs;

import org.jspecify.annotations.NullMarked;
