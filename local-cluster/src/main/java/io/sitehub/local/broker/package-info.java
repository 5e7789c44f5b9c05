/** What runs inside a broker's own process, on the broker's class path only. */
@NullMarked
package io.sitehub.local.broker;

import org.jspecify.annotations.NullMarked;
