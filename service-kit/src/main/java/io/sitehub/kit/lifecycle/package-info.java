/** Ordered start, reverse-ordered stop, and the process around them. */
@NullMarked
package io.sitehub.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
