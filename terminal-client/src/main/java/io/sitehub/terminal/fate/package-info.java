/** What becomes of an event after it was published. */
@NullMarked
package io.sitehub.terminal.fate;

import org.jspecify.annotations.NullMarked;
