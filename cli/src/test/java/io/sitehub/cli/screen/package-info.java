/** Tests. */
@NullMarked
package io.sitehub.cli.screen;

import org.jspecify.annotations.NullMarked;
