/** Step 2: CloudEvents of any mode become valid events, or all their violations. */
@NullMarked
package io.sitehub.gateway.validate;

import org.jspecify.annotations.NullMarked;
