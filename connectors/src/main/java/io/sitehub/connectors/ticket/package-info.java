/** Tickets as the log has them: read from the records that a connector is given. */
@NullMarked
package io.sitehub.connectors.ticket;

import org.jspecify.annotations.NullMarked;
