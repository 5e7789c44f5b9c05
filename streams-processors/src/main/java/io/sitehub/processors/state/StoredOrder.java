package io.sitehub.processors.state;

import io.sitehub.model.state.Order;
import java.time.Instant;

/**
 * An order as it is known.
 *
 * @param order the highest version that came; must not be changed
 * @param heardAt when that was written to the log
 */
public record StoredOrder(Order order, Instant heardAt) {}
