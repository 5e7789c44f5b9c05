/** Tests of ending lives. */
@NullMarked
package io.sitehub.processors.fence;

import org.jspecify.annotations.NullMarked;
