package io.sitehub.processors.topology;

import static io.sitehub.processors.topology.ErpOrder.BOOKED;
import static io.sitehub.processors.topology.ErpOrder.SITE;
import static io.sitehub.processors.topology.ErpOrder.SLOT_END;
import static io.sitehub.processors.topology.ErpOrder.SLOT_START;
import static io.sitehub.processors.topology.ErpOrder.booking;
import static io.sitehub.processors.topology.ErpOrder.cancelled;
import static io.sitehub.processors.topology.ErpOrder.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.Direction;
import io.sitehub.model.event.StationAssigned;
import io.sitehub.model.event.VisitAnnounced;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Finding;
import io.sitehub.model.state.OrderStatus;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitState;
import io.sitehub.processors.Truck;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.VisitCounts;
import io.sitehub.processors.state.VisitIndex;
import io.sitehub.processors.state.Visits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What orders of the ERP make of visits and of their tickets, whichever comes first. */
class OrdersTest {

  private static final String KEY = SITE + "/v-1";

  /** Tables that have a row of a site without visits. */
  private static final EnumSet<Table> OF_THE_SITE =
      EnumSet.of(
          Table.SITES,
          Table.SITE_CONFIGS,
          Table.SETTINGS_VERSIONS,
          Table.KPI_SERIES,
          Table.VISIT_COUNTS);

  @TempDir Path stateDirectory;
  private TopologyFixture topology;
  private final Truck truck = Truck.at(SITE, "v-1");

  @BeforeEach
  void open() {
    topology = new TopologyFixture(stateDirectory);
    topology.configure(TopologyFixture.inParis(SITE));
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void aBookingMakesAnAnnouncedVisit() {
    // When
    topology.order(version(1, booking("v-1")).build());

    // Then
    assertThat(topology.visit(KEY))
        .returns(VisitState.ANNOUNCED, Visit::getState)
        .returns(BOOKED, Visit::getAnnouncedAt)
        .returns(BOOKED, Visit::getFirstEventAt)
        .returns("O-1", Visit::getOrderId)
        .returns("Martin", Visit::getCarrier)
        .returns("gravel", Visit::getMaterial)
        .returns(Direction.OUTBOUND, Visit::getDirection)
        .returns("AB-123-CD", Visit::getPlannedPlate)
        .returns(24_000_000L, Visit::getPlannedGrams)
        .returns(SLOT_START, Visit::getSlotStart)
        .returns(SLOT_END, Visit::getSlotEnd)
        .returns(0, Visit::getEventCount)
        .returns(List.of(), Visit::getFindings);
    assertThat(listed()).containsExactly("v-1");
    assertThat(new VisitCounts(topology.state()).of(SITE)).isEqualTo(1);
  }

  @Test
  void aTruckThatWasBookedGoesOnAsOneThatWasAnnounced() {
    // Given
    topology.order(version(1, booking("v-1")).build());

    // When
    truck.story().forEach(topology::publish);

    // Then
    assertThat(topology.visit(KEY))
        .returns(VisitState.CLOSED, Visit::getState)
        .returns(7, Visit::getEventCount)
        .returns(BOOKED, Visit::getAnnouncedAt)
        .returns(truck.arrival(), Visit::getArrivedAt)
        .returns(SLOT_START, Visit::getSlotStart);
    assertThat(topology.ticket(SITE + "/1"))
        .returns("O-1", Ticket::getOrderId)
        .returns("gravel", Ticket::getMaterial);
    assertThat(new VisitCounts(topology.state()).of(SITE)).isEqualTo(1);
  }

  @Test
  void theBookingGoesBeforeTheOrderAndBothBeforeWhatWasAnnounced() {
    // Given
    topology.publish(
        truck.event(
            "announced",
            -60,
            VisitAnnounced.newBuilder()
                .setOrderId("O-9")
                .setCarrier("Durand")
                .setMaterial("sand")
                .setPlannedPlate("ZZ-999-ZZ")
                .setShippedKg(23_900)
                .build()));

    // When
    Booking booking = booking("v-1");
    booking.setCarrier("Dupont");
    booking.setPlannedPlate(null);
    topology.order(version(1, booking).build());

    // Then
    assertThat(topology.visit(KEY))
        .returns("O-1", Visit::getOrderId)
        .returns("Dupont", Visit::getCarrier)
        .returns("gravel", Visit::getMaterial)
        .returns("ZZ-999-ZZ", Visit::getPlannedPlate)
        .returns(23_900_000L, Visit::getShippedGrams);
  }

  @Test
  void aVisitThatNamesAnOrderHasOfItWhatIsNotOfOneTruckAlone() {
    // Given one visit before the order and one after it
    topology.publish(announcement(truck, "O-1"));
    topology.order(version(1).build());

    // When
    topology.publish(announcement(Truck.at(SITE, "v-2"), "O-1"));

    // Then
    assertThat(topology.table(Output.VISITS, Visit.class).values())
        .hasSize(2)
        .allSatisfy(visit ->
            assertThat(visit)
                .returns("O-1", Visit::getOrderId)
                .returns("Martin", Visit::getCarrier)
                .returns("gravel", Visit::getMaterial)
                .returns(Direction.OUTBOUND, Visit::getDirection)
                .returns(null, Visit::getPlannedGrams)
                .returns(null, Visit::getSlotStart));
  }

  @Test
  void aVisitThatNamesAnotherOrderThanBeforeFollowsThatOne() {
    // Given
    topology.order(version(1).build());
    topology.order(version(1).setOrderId("O-2").setMaterial("sand").build());
    topology.publish(announcement(truck, "O-1"));

    // When
    topology.publish(truck.correction("c1", 5, announcement(truck, "O-1"), announced("O-2")));
    topology.order(version(2).setMaterial("chalk").build());

    // Then
    assertThat(topology.visit(KEY)).returns("sand", Visit::getMaterial);
  }

  @Test
  void whatIsCalledOffIsCancelledUntilItIsNot() {
    // Given
    topology.order(version(1, booking("v-1")).build());

    // When
    topology.order(version(2, cancelled("v-1")).build());

    // Then
    assertThat(topology.visit(KEY))
        .returns(VisitState.CANCELLED, Visit::getState)
        .returns(VisitOutcome.CANCELLED, Visit::getOutcome)
        .returns(BOOKED.plusSeconds(7_200), Visit::getClosedAt);

    // When
    topology.order(version(3, booking("v-1")).build());

    // Then
    assertThat(topology.visit(KEY))
        .returns(VisitState.ANNOUNCED, Visit::getState)
        .returns(null, Visit::getOutcome)
        .returns(null, Visit::getClosedAt);

    // When
    topology.order(version(4, booking("v-1")).setStatus(OrderStatus.CANCELLED).build());

    // Then
    assertThat(topology.visit(KEY)).returns(VisitState.CANCELLED, Visit::getState);
  }

  @Test
  void aTruckThatComesAllTheSameKeepsItsStateAndHasAFinding() {
    // Given
    topology.order(version(1, cancelled("v-1")).build());

    // When
    topology.publish(truck.arrived(), truck.entered());

    // Then
    Visit visit = topology.visit(KEY);
    assertThat(visit.getState()).isEqualTo(VisitState.ON_SITE);
    assertThat(visit.getOutcome()).isNull();
    assertThat(codes(visit)).containsExactly("order-cancelled");

    // When
    topology.order(version(2, booking("v-1")).build());

    // Then
    assertThat(codes(topology.visit(KEY))).isEmpty();
  }

  @Test
  void aVisitThatNamesACancelledOrderHasAFindingToo() {
    // Given
    topology.publish(announcement(truck, "O-1"));

    // When
    topology.order(version(1).setStatus(OrderStatus.CANCELLED).build());

    // Then
    Visit visit = topology.visit(KEY);
    assertThat(visit.getState()).isEqualTo(VisitState.ANNOUNCED);
    assertThat(codes(visit)).containsExactly("order-cancelled");
  }

  @Test
  void whatWasBookedForACompletedOrderStaysBooked() {
    // Given
    topology.order(version(1, booking("v-1")).build());

    // When
    topology.order(version(2, booking("v-1")).setStatus(OrderStatus.COMPLETED).build());

    // Then
    assertThat(stored("v-1")).returns(VisitState.ANNOUNCED, Visit::getState);
  }

  @Test
  void aVisitThatOnlyAnOrderMadeGoesWithIt() {
    // Given
    topology.order(version(1, booking("v-1")).build());
    topology.written(Output.VISITS);

    // When
    topology.removeOrder(SITE, "O-1");

    // Then
    List<TestRecord<byte[], byte[]>> written = topology.written(Output.VISITS);
    assertThat(topology.read(written.getFirst().value(), Visit.class))
        .returns(VisitState.UNSPECIFIED, Visit::getState)
        .returns(null, Visit::getAnnouncedAt);
    assertThat(written.getLast().value()).isNull();
    assertThat(EnumSet.complementOf(OF_THE_SITE))
        .allSatisfy(table ->
            assertThat(topology.state().scan(table.key().text(SITE), (key, value) -> false))
                .as("nothing is left in %s", table)
                .isTrue());
    assertThat(new VisitCounts(topology.state()).of(SITE)).isZero();

    // When the truck comes
    topology.publish(truck.arrived());

    // Then
    assertThat(topology.visit(KEY))
        .returns(VisitState.ARRIVED, Visit::getState)
        .returns(null, Visit::getOrderId);
    assertThat(new VisitCounts(topology.state()).of(SITE)).isEqualTo(1);
  }

  @Test
  void aBookingThatIsLeftOutOfTheOrderIsGone() {
    // Given
    topology.order(version(1, booking("v-1"), booking("v-2")).build());

    // When
    topology.order(version(2, booking("v-2")).build());

    // Then
    assertThat(listed()).containsExactly("v-2");
  }

  @Test
  void withoutTheOrderAVisitIsWhatItsEventsTellHoweverManyCameMeanwhile() {
    // Given
    topology.order(version(1, booking("v-1")).setMaterial("chalk").build());
    truck.story().forEach(topology::publish);
    topology.publish(truck.event("assigned", 50, new StationAssigned("silo-1", "sand", null)));

    // When
    topology.removeOrder(SITE, "O-1");

    // Then
    assertThat(topology.visit(KEY))
        .returns("sand", Visit::getMaterial)
        .returns(null, Visit::getOrderId)
        .returns(null, Visit::getCarrier)
        .returns(null, Visit::getSlotEnd)
        .returns(null, Visit::getAnnouncedAt)
        .returns(truck.arrival(), Visit::getFirstEventAt)
        .returns(8, Visit::getEventCount);
  }

  @Test
  void anOlderOrEqualVersionChangesNothing() {
    // Given
    topology.order(version(2, booking("v-1")).build());
    topology.written(Output.VISITS);

    // When
    topology.order(version(1, cancelled("v-1"), booking("v-2")).build());
    topology.order(version(2, cancelled("v-1"), booking("v-3")).build());

    // Then
    assertThat(topology.written(Output.VISITS)).isEmpty();
    assertThat(listed()).containsExactly("v-1");
    assertThat(topology.counted("sitehub.repeats")).isEqualTo(2);
  }

  @Test
  void aBookingMayMoveFromOneOrderToAnotherWhicheverIsToldFirst() {
    // Given
    topology.order(version(1, booking("v-1"), booking("v-2")).build());

    // When one is first in both, the other first in none
    topology.order(version(1, booking("v-1")).setOrderId("O-2").build());
    topology.order(version(2).build());
    topology.order(version(2, booking("v-1"), booking("v-2")).setOrderId("O-2").build());

    // Then
    assertThat(stored("v-1")).returns("O-2", Visit::getOrderId);
    assertThat(stored("v-2"))
        .returns("O-2", Visit::getOrderId)
        .returns(VisitState.ANNOUNCED, Visit::getState);
  }

  @Test
  void ofTwoBookingsOfAVisitOneThatStandsCounts() {
    // When
    topology.order(version(1, booking("v-1")).build());
    topology.order(version(1, cancelled("v-1")).setOrderId("O-2").build());

    // Then
    assertThat(stored("v-1"))
        .returns("O-1", Visit::getOrderId)
        .returns(VisitState.ANNOUNCED, Visit::getState);
  }

  @Test
  void aTicketIsRevisedWhenTheOrderChangesWhatItSays() {
    // Given
    topology.order(version(1, booking("v-1")).build());
    truck.story().forEach(topology::publish);
    topology.written(Output.TICKETS);

    // When
    topology.order(version(2, booking("v-1")).setMaterial("sand").build());

    // Then
    assertThat(topology.ticket(SITE + "/1"))
        .returns(2, Ticket::getRevision)
        .returns("sand", Ticket::getMaterial);

    // When nothing of it is on the ticket
    topology.order(version(3, booking("v-1")).setMaterial("sand").setCustomer("Roux").build());

    // Then
    assertThat(topology.written(Output.TICKETS)).isEmpty();
  }

  @Test
  void goesOnAfterARestartWithWhatWasBooked() {
    // Given
    topology.order(version(1, booking("v-1")).build());
    topology.publish(truck.arrived());

    // When
    topology.restart();
    topology.publish(truck.entered());
    topology.order(version(1, cancelled("v-1")).build());

    // Then
    assertThat(topology.visit(KEY))
        .returns(VisitState.ON_SITE, Visit::getState)
        .returns("Martin", Visit::getCarrier)
        .returns(2, Visit::getEventCount);
  }

  @Test
  void anOrderThatMoreVisitsNameThanMayChangeAtOnceReachesAllOfThem() {
    // Given
    int many = 1_050;
    for (int i = 0; i < many; i++) {
      topology.publish(announcement(Truck.at(SITE, "v-" + i), "O-1"));
    }

    // When
    topology.order(version(1).build());

    // Then
    assertThat(topology.table(Output.VISITS, Visit.class).values())
        .filteredOn(visit -> "gravel".equals(visit.getMaterial()))
        .hasSize(1_000);

    // When the processor dies meanwhile
    topology.restart();
    topology.step();

    // Then
    assertThat(topology.table(Output.VISITS, Visit.class)).hasSize(many - 1_000);
  }

  private static VisitAnnounced announced(String orderId) {
    return VisitAnnounced.newBuilder().setOrderId(orderId).build();
  }

  private static SiteEvent announcement(Truck truck, String orderId) {
    return truck.event("announced", -60, announced(orderId));
  }

  private static List<String> codes(Visit visit) {
    return visit.getFindings().stream().map(Finding::getCode).toList();
  }

  private @Nullable Visit stored(String visitId) {
    var found =
        new Visits(topology.state(), new Visits.Codec(topology.registry)).find(SITE, visitId);
    return found == null ? null : found.visit();
  }

  private List<String> listed() {
    List<String> listed = new ArrayList<>();
    new VisitIndex(topology.state())
        .scanArrivals(
            SITE,
            VisitIndex.Attribute.ANY,
            "",
            Instant.EPOCH,
            Instant.parse("9999-01-01T00:00:00Z"),
            null,
            entry -> listed.add(entry.visitId()));
    return listed;
  }
}
