/** A standby does beforehand what it will have to do at once when it takes over. */
@NullMarked
package io.sitehub.processors.rehearse;

import org.jspecify.annotations.NullMarked;
