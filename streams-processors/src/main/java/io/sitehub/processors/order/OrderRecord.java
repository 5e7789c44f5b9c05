package io.sitehub.processors.order;

import io.sitehub.model.state.Order;
import org.jspecify.annotations.Nullable;

/**
 * An order as the log has it.
 *
 * @param order the whole of it; null: the ERP removed it
 */
record OrderRecord(String siteId, String orderId, @Nullable Order order) {}
