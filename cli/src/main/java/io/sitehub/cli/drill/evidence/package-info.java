/** What is found at the end: the log read back, and everything the site answers about itself. */
@NullMarked
package io.sitehub.cli.drill.evidence;

import org.jspecify.annotations.NullMarked;
