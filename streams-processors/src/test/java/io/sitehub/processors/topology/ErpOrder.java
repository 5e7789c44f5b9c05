package io.sitehub.processors.topology;

import io.sitehub.model.event.Direction;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.OrderStatus;
import java.time.Instant;
import java.util.List;

/** What the ERP says of an order of gravel that Martin fetches. */
final class ErpOrder {

  static final String SITE = "lyon-1";
  static final Instant BOOKED = Instant.parse("2026-02-27T15:00:00Z");
  static final Instant SLOT_START = Instant.parse("2026-03-02T07:45:00Z");
  static final Instant SLOT_END = Instant.parse("2026-03-02T08:15:00Z");

  private ErpOrder() {}

  /** A version of the order, which was changed so many hours after it was made. */
  static Order.Builder version(long version, Booking... bookings) {
    return Order.newBuilder()
        .setSiteId(SITE)
        .setOrderId("O-1")
        .setVersion(version)
        .setChangedAt(BOOKED.plusSeconds(3_600 * version))
        .setStatus(OrderStatus.OPEN)
        .setDirection(Direction.OUTBOUND)
        .setMaterial("gravel")
        .setCarrier("Martin")
        .setPlannedGrams(500_000_000L)
        .setBookings(List.of(bookings));
  }

  /** A booking of a visit for a quarter to nine in Paris. */
  static Booking booking(String visitId) {
    return Booking.newBuilder()
        .setVisitId(visitId)
        .setBookedAt(BOOKED)
        .setSlotStart(SLOT_START)
        .setSlotEnd(SLOT_END)
        .setPlannedPlate("AB-123-CD")
        .setPlannedGrams(24_000_000L)
        .build();
  }

  /** The same booking, called off. */
  static Booking cancelled(String visitId) {
    return Booking.newBuilder(booking(visitId)).setCancelled(true).build();
  }
}
