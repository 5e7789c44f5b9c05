/** Tests. */
@NullMarked
package io.sitehub.terminal.journal;

import org.jspecify.annotations.NullMarked;
