/** A schema registry inside the process, for tests and for running without a server. */
@NullMarked
package io.sitehub.model.registry.memory;

import org.jspecify.annotations.NullMarked;
