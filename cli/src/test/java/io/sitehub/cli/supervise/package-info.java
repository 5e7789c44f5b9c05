/** Tests. */
@NullMarked
package io.sitehub.cli.supervise;

import org.jspecify.annotations.NullMarked;
