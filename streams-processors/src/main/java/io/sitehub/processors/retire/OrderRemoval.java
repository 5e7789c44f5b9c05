package io.sitehub.processors.retire;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Order;
import io.sitehub.processors.state.Bookings;
import io.sitehub.processors.state.Orders;
import io.sitehub.processors.state.SiteSettings;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.StoredOrder;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.state.VisitsByOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes orders that have retired and of whose visits none is kept any more. While one is, a
 * change of the order must find it.
 */
final class OrderRemoval {

  private final Orders orders;
  private final Bookings bookings;
  private final VisitsByOrder byOrder;
  private final Visits visits;
  private final Retirement retirement;

  /**
   * @param visits of the task, all of which must be in the store whenever it looks
   */
  OrderRemoval(StateSpace space, SchemaRegistry registry, Visits visits) {
    this.orders = new Orders(space, registry);
    this.bookings = new Bookings(space);
    this.byOrder = new VisitsByOrder(space);
    this.visits = visits;
    this.retirement = new Retirement(new SiteSettings(space, registry));
  }

  /**
   * Looks at some orders of a site.
   *
   * @param after id of the last one looked at; null: from the first
   * @return id of the last one looked at; null: there are no more
   */
  @Nullable String look(String siteId, @Nullable String after, int limit, Instant at) {
    Instant before = retirement.before(siteId, at);
    List<String> old = new ArrayList<>();
    List<String> looked = new ArrayList<>();
    boolean end =
        orders.scan(
            siteId,
            after,
            (orderId, heardAt) -> {
              looked.add(orderId);
              if (heardAt.isBefore(before)) {
                old.add(orderId);
              }
              return looked.size() < limit;
            });
    for (String orderId : old) {
      StoredOrder stored = orders.find(siteId, orderId);
      if (stored != null && isOver(stored, at)) {
        remove(stored.order());
      }
    }
    return end ? null : looked.getLast();
  }

  private boolean isOver(StoredOrder stored, Instant at) {
    Order order = stored.order();
    String siteId = order.getSiteId();
    return retirement.hasRetired(stored, at)
        && byOrder.of(siteId, order.getOrderId(), null, 1).isEmpty()
        && order.getBookings().stream()
            .allMatch(booking -> visits.stored(siteId, booking.getVisitId()) == null);
  }

  private void remove(Order order) {
    bookings.update(
        order.getSiteId(),
        order.getOrderId(),
        order.getBookings().stream().map(Booking::getVisitId).toList(),
        List.of());
    orders.remove(order.getSiteId(), order.getOrderId());
  }
}
