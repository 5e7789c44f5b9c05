/** Step 1: HTTP in. Media type, size, admission; and at the end the answer. */
@NullMarked
package io.sitehub.gateway.submit;

import org.jspecify.annotations.NullMarked;
