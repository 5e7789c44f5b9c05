/** Step 3: one producer, receipts, unknown outcomes; and whether the log is strong enough. */
@NullMarked
package io.sitehub.gateway.publish;

import org.jspecify.annotations.NullMarked;
