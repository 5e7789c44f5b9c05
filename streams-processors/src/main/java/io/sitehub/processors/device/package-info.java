/**
 * Knows the devices of a site: when each was last heard, what it did not send, how it says it is.
 */
@NullMarked
package io.sitehub.processors.device;

import org.jspecify.annotations.NullMarked;
