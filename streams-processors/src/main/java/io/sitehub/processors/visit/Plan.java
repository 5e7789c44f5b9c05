package io.sitehub.processors.visit;

import io.sitehub.model.event.Direction;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.OrderStatus;
import io.sitehub.model.state.Visit;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an order of the ERP says of a visit: the second input of a visit, beside its events. Null
 * says nothing about a field.
 *
 * <p>It is laid over what the events tell and never into it: the fold goes on with the events
 * alone, so a visit depends on them and on the order as it is, not on which came first.
 *
 * @param orderId the order
 * @param bookedAt when the visit was booked; null: its events name the order, no booking names it
 * @param cancelledAt when the order was changed to say that it, or the booking, is called off
 * @param carrier who drives
 * @param material the site's product code
 * @param direction which way the material goes, never unspecified
 * @param plannedPlate the plate that was booked
 * @param plannedGrams planned net weight of the visit
 * @param slotStart start of the slot
 * @param slotEnd end of the slot
 */
public record Plan(
    String orderId,
    @Nullable Instant bookedAt,
    @Nullable Instant cancelledAt,
    @Nullable String carrier,
    @Nullable String material,
    @Nullable Direction direction,
    @Nullable String plannedPlate,
    @Nullable Long plannedGrams,
    @Nullable Instant slotStart,
    @Nullable Instant slotEnd) {

  /** A booking that stands, then the one made last, then that of the greatest order. */
  private static final Comparator<Plan> LEAST_FIRST =
      Comparator.<Plan, Boolean>comparing(plan -> plan.cancelledAt == null)
          .thenComparing(plan -> Objects.requireNonNullElse(plan.bookedAt, Instant.MIN))
          .thenComparing(Plan::orderId);

  /**
   * What an order says of a visit whose events name it: nothing that is of one truck alone.
   *
   * @param order must not be changed while the plan is in use
   */
  public static Plan of(Order order) {
    return new Plan(
        order.getOrderId(),
        null,
        order.getStatus() == OrderStatus.CANCELLED ? order.getChangedAt() : null,
        said(order.getCarrier()),
        said(order.getMaterial()),
        order.getDirection() == Direction.UNSPECIFIED ? null : order.getDirection(),
        null,
        null,
        null,
        null);
  }

  /** What an order says of the visit that one of its bookings names. */
  public static Plan of(Order order, Booking booking) {
    Plan ofAll = of(order);
    String carrier = said(booking.getCarrier());
    return new Plan(
        ofAll.orderId,
        booking.getBookedAt(),
        booking.getCancelled() ? order.getChangedAt() : ofAll.cancelledAt,
        carrier == null ? ofAll.carrier : carrier,
        ofAll.material,
        ofAll.direction,
        said(booking.getPlannedPlate()),
        booking.getPlannedGrams(),
        booking.getSlotStart(),
        booking.getSlotEnd());
  }

  /** Whether it counts rather than another plan, of another order that books the same visit. */
  public boolean goesBefore(Plan other) {
    return LEAST_FIRST.compare(this, other) > 0;
  }

  /**
   * The visit with what the order says of it.
   *
   * @param told what the events tell, and they alone; it is not changed
   */
  public Visit over(Visit told) {
    Draft draft = Draft.from(told);
    Visit visit = draft.visit;
    visit.setOrderId(orderId);
    visit.setCarrier(or(carrier, told.getCarrier()));
    visit.setMaterial(or(material, told.getMaterial()));
    visit.setDirection(or(direction, told.getDirection()));
    visit.setPlannedPlate(or(plannedPlate, told.getPlannedPlate()));
    visit.setPlannedGrams(or(plannedGrams, told.getPlannedGrams()));
    visit.setSlotStart(or(slotStart, told.getSlotStart()));
    visit.setSlotEnd(or(slotEnd, told.getSlotEnd()));
    if (bookedAt != null) {
      announce(visit, bookedAt);
    }
    if (cancelledAt != null) {
      if (told.getFirstEventAt() == null) {
        visit.setClosedAt(cancelledAt);
        visit.setOutcome(VisitOutcome.CANCELLED);
      } else {
        draft.see(FindingCode.ORDER_CANCELLED, "order " + orderId + " does not want it any more");
      }
    }
    return draft.finish();
  }

  /** As an event that announces it would. */
  private static void announce(Visit visit, Instant at) {
    visit.setAnnouncedAt(earlier(visit.getAnnouncedAt(), at));
    visit.setFirstEventAt(earlier(visit.getFirstEventAt(), at));
    Instant last = visit.getLastEventAt();
    visit.setLastEventAt(last == null || last.isBefore(at) ? at : last);
  }

  private static Instant earlier(@Nullable Instant a, Instant b) {
    return a == null || b.isBefore(a) ? b : a;
  }

  private static <T> @Nullable T or(@Nullable T planned, @Nullable T told) {
    return planned == null ? told : planned;
  }

  /** A blank is what an ERP has where nothing was entered. */
  private static @Nullable String said(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
