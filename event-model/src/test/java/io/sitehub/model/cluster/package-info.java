/** The real brokers and registry that this module's integration tests share. */
@NullMarked
package io.sitehub.model.cluster;

import org.jspecify.annotations.NullMarked;
