package io.sitehub.processors.track;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Order;
import io.sitehub.processors.retire.Retirement;
import io.sitehub.processors.state.Bookings;
import io.sitehub.processors.state.Orders;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.StoredOrder;
import io.sitehub.processors.visit.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds what orders say of a visit: a function of the orders as they are known now. */
public final class Plans {

  private final Orders orders;
  private final Bookings bookings;
  private final Retirement retirement;

  /** By the orders in the store of a task. */
  public Plans(StateSpace space, SchemaRegistry registry, Retirement retirement) {
    this.orders = new Orders(space, registry);
    this.bookings = new Bookings(space);
    this.retirement = retirement;
  }

  /**
   * The plan of a visit: by the booking that names it, or else by the order that its events name.
   *
   * @param named the order its events name; null: none
   * @param at time of the log
   * @return null when no order says anything of it
   */
  public @Nullable Plan find(String siteId, String visitId, @Nullable String named, Instant at) {
    Plan plan = null;
    for (String orderId : bookings.of(siteId, visitId)) {
      Plan booked = booked(order(siteId, orderId, at), visitId);
      if (plan == null || (booked != null && booked.goesBefore(plan))) {
        plan = booked;
      }
    }
    Order order = plan == null && named != null ? order(siteId, named, at) : null;
    return order == null ? plan : Plan.of(order);
  }

  private static @Nullable Plan booked(@Nullable Order order, String visitId) {
    if (order != null) {
      for (Booking booking : order.getBookings()) {
        if (booking.getVisitId().equals(visitId)) {
          return Plan.of(order, booking);
        }
      }
    }
    return null;
  }

  private @Nullable Order order(String siteId, String orderId, Instant at) {
    StoredOrder stored = orders.find(siteId, orderId);
    return stored == null || retirement.hasRetired(stored, at) ? null : stored.order();
  }
}
