/** Tests. */
@NullMarked
package io.sitehub.cli.drill.invariant;

import org.jspecify.annotations.NullMarked;
