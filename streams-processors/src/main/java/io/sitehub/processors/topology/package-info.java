/** The topology: which stages an event passes, in which order, and where results go. */
@NullMarked
package io.sitehub.processors.topology;

import org.jspecify.annotations.NullMarked;
