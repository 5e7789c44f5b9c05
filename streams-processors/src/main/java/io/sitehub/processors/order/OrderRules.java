package io.sitehub.processors.order;

import io.sitehub.model.catalogue.AttributeRule;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.OrderStatus;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an order must keep to: the rules of {@code visit.announced} for what goes into a visit, and
 * bounds on the rest, so that no order can stop a site.
 */
final class OrderRules {

  static final int MAX_BOOKINGS = 500;

  private static final int MAX_NAME = 64;
  private static final int MAX_PLATE = 20;
  private static final int MAX_CUSTOMER = 256;
  private static final long MAX_TRUCK_GRAMS = 200_000_000;
  private static final long MAX_ORDER_GRAMS = 1_000_000_000_000_000L;

  /** A year of four digits stays one in every zone, and with every grace added to it. */
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private OrderRules() {}

  /** Whether it can be the id of an order, as {@code visit.announced} names it. */
  static boolean isOrderId(String orderId) {
    return !orderId.isEmpty() && isText(orderId, MAX_NAME);
  }

  /** The rule that an order breaks, without values; null: none. */
  static @Nullable String violation(Order order) {
    if (order.getStatus() == OrderStatus.UNSPECIFIED) {
      return "status must be one that this release knows";
    }
    if (!isText(order.getMaterial(), MAX_NAME) || !isText(order.getCarrier(), MAX_NAME)) {
      return "material and carrier have 64 characters at most, and no control characters";
    }
    if (!isText(order.getCustomer(), MAX_CUSTOMER)) {
      return "customer has 256 characters at most, and no control characters";
    }
    if (!isWeight(order.getPlannedGrams(), MAX_ORDER_GRAMS)) {
      return "plannedGrams must be 0 to " + MAX_ORDER_GRAMS;
    }
    if (!isTime(order.getChangedAt())) {
      return "changedAt must be from 1970 to 9998";
    }
    if (order.getBookings().size() > MAX_BOOKINGS) {
      return "an order may have " + MAX_BOOKINGS + " bookings";
    }
    Set<String> visitIds = new HashSet<>();
    for (Booking booking : order.getBookings()) {
      String violation =
          visitIds.add(booking.getVisitId())
              ? violation(booking)
              : "two bookings have the same visitId";
      if (violation != null) {
        return violation;
      }
    }
    return null;
  }

  private static @Nullable String violation(Booking booking) {
    if (!AttributeRule.VISIT_ID.holds(booking.getVisitId())) {
      return "visitId of a booking must be " + AttributeRule.VISIT_ID.allowed();
    }
    if (!isText(booking.getPlannedPlate(), MAX_PLATE)) {
      return "plannedPlate of a booking has 20 characters at most, and no control characters";
    }
    if (!isText(booking.getCarrier(), MAX_NAME)) {
      return "carrier of a booking has 64 characters at most, and no control characters";
    }
    if (!isWeight(booking.getPlannedGrams(), MAX_TRUCK_GRAMS)) {
      return "plannedGrams of a booking must be 0 to " + MAX_TRUCK_GRAMS;
    }
    boolean timely =
        Stream.of(booking.getBookedAt(), booking.getSlotStart(), booking.getSlotEnd())
            .allMatch(OrderRules::isTime);
    return timely ? null : "the times of a booking must be from 1970 to 9998";
  }

  private static boolean isText(@Nullable String text, int maxLength) {
    return text == null
        || (text.length() <= maxLength && text.chars().noneMatch(Character::isISOControl));
  }

  private static boolean isWeight(@Nullable Long grams, long most) {
    return grams == null || (grams >= 0 && grams <= most);
  }

  private static boolean isTime(@Nullable Instant time) {
    return time == null || (!time.isBefore(Instant.EPOCH) && time.isBefore(LAST));
  }
}
