/** Tests. */
@NullMarked
package io.sitehub.terminal.send;

import org.jspecify.annotations.NullMarked;
