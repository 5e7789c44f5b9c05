/** Publishes CloudEvents from a file, byte for byte, as a terminal would. */
@NullMarked
package io.sitehub.cli.publish;

import org.jspecify.annotations.NullMarked;
