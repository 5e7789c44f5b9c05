/** The topics of the log, declared in one place. */
@NullMarked
package io.sitehub.model.topic;

import org.jspecify.annotations.NullMarked;
