/** The journal on disk: what was published, in its order, until it is settled and forgotten. */
@NullMarked
package io.sitehub.terminal.journal;

import org.jspecify.annotations.NullMarked;
