package io.sitehub.processors.order;

import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Order;
import io.sitehub.processors.state.Bookings;
import io.sitehub.processors.state.Orders;
import io.sitehub.processors.state.StoredOrder;
import io.sitehub.processors.visit.Plan;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The orders of each site, of each the highest version that came since the ERP last removed it. So
 * the order of arrival does not matter, and repeats do not.
 */
final class OrderBook {

  private final Orders orders;
  private final Bookings bookings;

  OrderBook(Orders orders, Bookings bookings) {
    this.orders = orders;
    this.bookings = bookings;
  }

  /** What became of a record. */
  sealed interface Entry {
    /** It says nothing that was not known. */
    record Old() implements Entry {}

    /**
     * The order is another now.
     *
     * @param booked the visits that have a booking of it, or had one
     * @param concernsAll whether visits that only name it are concerned as well
     */
    record Changed(Set<String> booked, boolean concernsAll) implements Entry {}
  }

  /**
   * Enters what a record says.
   *
   * @param at when it was written to the log
   */
  Entry enter(OrderRecord entered, Instant at) {
    StoredOrder stored = orders.find(entered.siteId(), entered.orderId());
    Order before = stored == null ? null : stored.order();
    Order after = entered.order();
    boolean old =
        before == null ? after == null : after != null && after.getVersion() <= before.getVersion();
    if (old) {
      return new Entry.Old();
    }
    Set<String> bookedBefore = booked(before);
    Set<String> bookedAfter = booked(after);
    bookings.update(entered.siteId(), entered.orderId(), bookedBefore, bookedAfter);
    if (after == null) {
      orders.remove(entered.siteId(), entered.orderId());
    } else {
      orders.put(new StoredOrder(after, at));
    }
    bookedBefore.addAll(bookedAfter);
    return new Entry.Changed(bookedBefore, !Objects.equals(ofAll(before), ofAll(after)));
  }

  private static Set<String> booked(@Nullable Order order) {
    Set<String> visitIds = new LinkedHashSet<>();
    if (order != null) {
      for (Booking booking : order.getBookings()) {
        visitIds.add(booking.getVisitId());
      }
    }
    return visitIds;
  }

  private static @Nullable Plan ofAll(@Nullable Order order) {
    return order == null ? null : Plan.of(order);
  }
}
