/** Tests. */
@NullMarked
package io.sitehub.cli.command;

import org.jspecify.annotations.NullMarked;
