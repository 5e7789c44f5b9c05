package io.sitehub.cli.oracle;

import io.sitehub.model.event.Direction;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.OrderStatus;
import io.sitehub.model.state.Visit;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the orders of a site say of a visit, as docs/visits.md has it. */
final class PlanOfVisit {
  private final List<Order> orders;

  /**
   * @param orders of the site, as they are, none that was removed
   */
  PlanOfVisit(List<Order> orders) {
    this.orders = orders;
  }

  private record Booked(Order order, Booking booking) {
    boolean isCalledOff() {
      return booking.getCancelled() || order.getStatus() == OrderStatus.CANCELLED;
    }
  }

  /** The visits that are booked. */
  Stream<String> booked() {
    return orders.stream()
        .flatMap(order -> order.getBookings().stream())
        .map(Booking::getVisitId)
        .distinct();
  }

  /**
   * Enters it into a visit, whose events are in it already.
   *
   * @return whether the visit was called off and there are events of it all the same
   */
  boolean enterInto(Visit visit) {
    Booked booked =
        orders.stream()
            .flatMap(order -> order.getBookings().stream().map(each -> new Booked(order, each)))
            .filter(each -> each.booking().getVisitId().equals(visit.getVisitId()))
            .min(
                Comparator.comparing(Booked::isCalledOff)
                    .thenComparing(each -> each.booking().getBookedAt(), Comparator.reverseOrder())
                    .thenComparing(each -> each.order().getOrderId(), Comparator.reverseOrder()))
            .orElse(null);
    if (booked != null) {
      return enter(booked, visit);
    }
    for (Order order : orders) {
      if (order.getOrderId().equals(visit.getOrderId())) {
        enter(order, visit);
        return order.getStatus() == OrderStatus.CANCELLED;
      }
    }
    return false;
  }

  private static void enter(Order order, Visit visit) {
    visit.setOrderId(order.getOrderId());
    words(order.getCarrier(), visit::setCarrier);
    words(order.getMaterial(), visit::setMaterial);
    if (order.getDirection() != Direction.UNSPECIFIED) {
      said(order.getDirection(), visit::setDirection);
    }
  }

  private static boolean enter(Booked booked, Visit visit) {
    Booking booking = booked.booking();
    enter(booked.order(), visit);
    words(booking.getCarrier(), visit::setCarrier);
    words(booking.getPlannedPlate(), visit::setPlannedPlate);
    said(booking.getPlannedGrams(), visit::setPlannedGrams);
    said(booking.getSlotStart(), visit::setSlotStart);
    said(booking.getSlotEnd(), visit::setSlotEnd);
    boolean heardOf = visit.getFirstEventAt() != null;
    Instant at = booking.getBookedAt();
    visit.setAnnouncedAt(first(at, visit.getAnnouncedAt()));
    visit.setFirstEventAt(first(at, visit.getFirstEventAt()));
    if (visit.getLastEventAt() == null || at.isAfter(visit.getLastEventAt())) {
      visit.setLastEventAt(at);
    }
    if (booked.isCalledOff() && !heardOf) {
      visit.setOutcome(VisitOutcome.CANCELLED);
      visit.setClosedAt(booked.order().getChangedAt());
    }
    return booked.isCalledOff() && heardOf;
  }

  private static Instant first(Instant a, @Nullable Instant b) {
    return b != null && b.isBefore(a) ? b : a;
  }

  private static void words(@Nullable String text, Consumer<String> set) {
    if (text != null && !text.isBlank()) {
      set.accept(text);
    }
  }

  private static <T> void said(@Nullable T value, Consumer<T> set) {
    if (value != null) {
      set.accept(value);
    }
  }
}
