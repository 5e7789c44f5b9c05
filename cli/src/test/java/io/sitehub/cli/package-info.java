/** Tests of the command line as a whole. */
@NullMarked
package io.sitehub.cli;

import org.jspecify.annotations.NullMarked;
