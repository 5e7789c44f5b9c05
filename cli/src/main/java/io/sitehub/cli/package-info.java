/** The {@code sitehub} command. */
@NullMarked
package io.sitehub.cli;

import org.jspecify.annotations.NullMarked;
