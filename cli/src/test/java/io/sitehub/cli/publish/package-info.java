/** Tests. */
@NullMarked
package io.sitehub.cli.publish;

import org.jspecify.annotations.NullMarked;
