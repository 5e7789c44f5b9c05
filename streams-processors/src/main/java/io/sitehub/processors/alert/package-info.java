/** Watches a site: raises what somebody should look at, and clears it, by events and by time. */
@NullMarked
package io.sitehub.processors.alert;

import org.jspecify.annotations.NullMarked;
