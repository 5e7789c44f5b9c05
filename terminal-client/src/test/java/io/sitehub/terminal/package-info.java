/** Tests. */
@NullMarked
package io.sitehub.terminal;

import org.jspecify.annotations.NullMarked;
