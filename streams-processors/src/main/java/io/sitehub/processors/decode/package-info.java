/** From the bytes of a log record to an event, or to a dead letter with its reason. */
@NullMarked
package io.sitehub.processors.decode;

import org.jspecify.annotations.NullMarked;
