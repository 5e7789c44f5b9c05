/** What waits in the journal on its way to a gateway: in order, one request at a time. */
@NullMarked
package io.sitehub.terminal.send;

import org.jspecify.annotations.NullMarked;
