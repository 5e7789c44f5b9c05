/** Tests. */
@NullMarked
package io.sitehub.cli.check;

import org.jspecify.annotations.NullMarked;
