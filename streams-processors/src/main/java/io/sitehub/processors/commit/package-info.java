/** When a task commits, and what it leaves until then. */
@NullMarked
package io.sitehub.processors.commit;

import org.jspecify.annotations.NullMarked;
