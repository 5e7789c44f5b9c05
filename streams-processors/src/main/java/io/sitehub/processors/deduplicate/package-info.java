/** The first use of an event's name stands; corrections find the visit of what they correct. */
@NullMarked
package io.sitehub.processors.deduplicate;

import org.jspecify.annotations.NullMarked;
