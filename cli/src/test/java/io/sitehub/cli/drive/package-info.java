/** Tests. */
@NullMarked
package io.sitehub.cli.drive;

import org.jspecify.annotations.NullMarked;
