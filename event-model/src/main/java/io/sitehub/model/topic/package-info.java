/** The topics of the log, declared in one place; which partition a site lies in; making them. */
@NullMarked
package io.sitehub.model.topic;

import org.jspecify.annotations.NullMarked;
