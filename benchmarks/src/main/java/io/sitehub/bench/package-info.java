/** Speed beside the raw limit of the same machine in the same run. */
@NullMarked
package io.sitehub.bench;

import org.jspecify.annotations.NullMarked;
