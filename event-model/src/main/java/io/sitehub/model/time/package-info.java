/** Instants as RFC 3339 text, without garbage. */
@NullMarked
package io.sitehub.model.time;

import org.jspecify.annotations.NullMarked;
