package io.sitehub.processors.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.event.Direction;
import io.sitehub.model.event.HandlingMode;
import io.sitehub.model.event.StationAssigned;
import io.sitehub.model.event.VisitAnnounced;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Finding;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.OrderStatus;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an order says, over what the events of a visit tell. */
class PlanTest {

  private static final Instant BOOKED = Story.at("06:00");

  @Test
  void whatTheErpLeavesOutOrLeavesBlankStaysAsTheEventsTell() {
    // Given
    Visit told =
        new Story()
            .then(
                "07:00",
                VisitAnnounced.newBuilder()
                    .setCarrier("Durand")
                    .setMaterial("sand")
                    .setDirection(Direction.INBOUND)
                    .setPlannedPlate("ZZ-999-ZZ")
                    .setPlannedKg(20_000)
                    .setSlotEnd(Story.at("08:30"))
                    .build())
            .visit();
    Order order = order().setCarrier(" ").setDirection(Direction.UNSPECIFIED).build();

    // When
    Visit visit = Plan.of(order, booking().setPlannedPlate("").build()).over(told);

    // Then
    assertThat(visit)
        .returns("O-1", Visit::getOrderId)
        .returns("Durand", Visit::getCarrier)
        .returns("sand", Visit::getMaterial)
        .returns(Direction.INBOUND, Visit::getDirection)
        .returns("ZZ-999-ZZ", Visit::getPlannedPlate)
        .returns(20_000_000L, Visit::getPlannedGrams)
        .returns(Story.at("08:30"), Visit::getSlotEnd);
  }

  @Test
  void leavesWhatIsToldAsItIs() {
    // Given
    Visit told = Story.unloaded().visit();
    String before = Bytes.hex(told);

    // When
    Visit visit = Plan.of(order().setMaterial("chalk").build(), booking().build()).over(told);

    // Then
    assertThat(Bytes.hex(told)).isEqualTo(before);
    assertThat(visit.getMaterial()).isEqualTo("chalk");
  }

  @Test
  void aBookingIsAnAnnouncementAsEarlyAsItWasMade() {
    // Given
    Visit told =
        new Story().then("05:00", VisitAnnounced.newBuilder().build()).entered("08:00").visit();

    // Then
    assertThat(Plan.of(order().build(), booking().build()).over(told))
        .returns(Story.at("05:00"), Visit::getAnnouncedAt)
        .returns(Story.at("05:00"), Visit::getFirstEventAt)
        .returns(Story.at("08:00"), Visit::getLastEventAt);
    Visit unannounced = new Story().entered("08:00").visit();
    assertThat(Plan.of(order().build(), booking().build()).over(unannounced))
        .returns(BOOKED, Visit::getAnnouncedAt)
        .returns(BOOKED, Visit::getFirstEventAt);
    assertThat(Plan.of(order().build()).over(unannounced))
        .returns(null, Visit::getAnnouncedAt)
        .returns(Story.at("08:00"), Visit::getFirstEventAt);
  }

  @Test
  void aBookedVisitWhoseEventsWereWithdrawnIsAnnouncedAndCancelledIfCalledOff() {
    // Given
    Visit told = new Story().entered("08:00").withdrawn("08:01", 1).visit();
    assertThat(told.getState()).isEqualTo(VisitState.UNSPECIFIED);

    // Then
    assertThat(Plan.of(order().build(), booking().build()).over(told).getState())
        .isEqualTo(VisitState.ANNOUNCED);
    assertThat(Plan.of(order().build(), booking().setCancelled(true).build()).over(told))
        .returns(VisitState.CANCELLED, Visit::getState)
        .returns(VisitOutcome.CANCELLED, Visit::getOutcome)
        .returns(List.of(), Visit::getFindings);
  }

  @Test
  void findingsFollowWhatTheOrderSays() {
    // Given a truck that was unloaded, at a station for sand
    Story story = Story.unloaded().then("08:16", new StationAssigned("silo-1", "sand", null));

    // Then
    assertThat(codes(Plan.of(order().setMaterial("sand").build()), story)).isEmpty();
    assertThat(codes(Plan.of(order().setMaterial("chalk").build()), story))
        .containsExactly("product-mismatch");
    assertThat(codes(Plan.of(order().setDirection(Direction.OUTBOUND).build()), story))
        .containsExactly("direction-mismatch");
    Booking reversed =
        booking().setSlotStart(Story.at("09:00")).setSlotEnd(Story.at("08:00")).build();
    assertThat(codes(Plan.of(order().build(), reversed), story)).containsExactly("slot-reversed");
    assertThat(codes(Plan.of(order().setStatus(OrderStatus.CANCELLED).build()), story))
        .containsExactly("order-cancelled");
  }

  @Test
  void keepsTheFindingsOfTheEvents() {
    // Given
    Story story =
        new Story()
            .identified("08:00", "AB-123-CD")
            .identified("08:01", "EF-456-GH")
            .weighed("08:15", WeighingPass.FIRST, 40_000)
            .started("08:20", "silo-1", HandlingMode.UNLOADING);

    // Then
    assertThat(codes(Plan.of(order().setStatus(OrderStatus.CANCELLED).build()), story))
        .containsExactly("order-cancelled", "plate-changed");
  }

  @Test
  void oneThatStandsGoesBeforeTheLatestAndThatBeforeTheGreatestOrder() {
    // Given
    Plan early = Plan.of(order().build(), booking().build());
    Plan late = Plan.of(order().build(), booking().setBookedAt(Story.at("07:00")).build());
    Plan calledOff =
        Plan.of(
            order().setOrderId("O-9").build(),
            booking().setBookedAt(Story.at("07:30")).setCancelled(true).build());
    Plan greater = Plan.of(order().setOrderId("O-2").build(), booking().build());

    // Then
    assertThat(late.goesBefore(early)).isTrue();
    assertThat(early.goesBefore(late)).isFalse();
    assertThat(early.goesBefore(calledOff)).isTrue();
    assertThat(calledOff.goesBefore(late)).isFalse();
    assertThat(greater.goesBefore(early)).isTrue();
    assertThat(late.goesBefore(greater)).isTrue();
  }

  private static List<String> codes(Plan plan, Story story) {
    return plan.over(story.visit()).getFindings().stream().map(Finding::getCode).toList();
  }

  private static Order.Builder order() {
    return Order.newBuilder()
        .setSiteId("lyon-1")
        .setOrderId("O-1")
        .setVersion(1)
        .setChangedAt(Story.at("06:30"))
        .setStatus(OrderStatus.OPEN);
  }

  private static Booking.Builder booking() {
    return Booking.newBuilder().setVisitId("V1").setBookedAt(BOOKED);
  }
}
