/** The event types there are, and the rules that hold for the attributes of every event. */
@NullMarked
package io.sitehub.model.catalogue;

import org.jspecify.annotations.NullMarked;
