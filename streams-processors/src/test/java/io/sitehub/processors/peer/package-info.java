/** Tests of processors that watch each other. */
@NullMarked
package io.sitehub.processors.peer;

import org.jspecify.annotations.NullMarked;
