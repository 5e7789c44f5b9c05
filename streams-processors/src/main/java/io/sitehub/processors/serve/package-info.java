/** Answers questions about the local copy of a partition's state, active or standby, by HTTP. */
@NullMarked
package io.sitehub.processors.serve;

import org.jspecify.annotations.NullMarked;
