/** Holds the structure of all modules to the rules of the design. */
@NullMarked
package io.sitehub.cli.architecture;

import org.jspecify.annotations.NullMarked;
