/** Tests with real processes. */
@NullMarked
package io.sitehub.local;

import org.jspecify.annotations.NullMarked;
