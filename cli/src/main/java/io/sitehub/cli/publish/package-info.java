/** Publishes CloudEvents from a file to whichever gateway acknowledges them. */
@NullMarked
package io.sitehub.cli.publish;

import org.jspecify.annotations.NullMarked;
