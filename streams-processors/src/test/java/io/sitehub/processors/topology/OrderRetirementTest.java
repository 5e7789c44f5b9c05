package io.sitehub.processors.topology;

import static io.sitehub.processors.topology.ErpOrder.SITE;
import static io.sitehub.processors.topology.ErpOrder.booking;
import static io.sitehub.processors.topology.ErpOrder.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.event.VisitAnnounced;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.OrderStatus;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.Truck;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.Bookings;
import io.sitehub.processors.state.Orders;
import io.sitehub.processors.state.RetiredVisits;
import io.sitehub.processors.state.VisitsByOrder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that are over leave with the last of their visits. */
class OrderRetirementTest {

  private static final Duration KEPT = Duration.ofDays(30);

  @TempDir Path stateDirectory;
  private TopologyFixture topology;
  private final Truck truck = Truck.at(SITE, "v-1");

  @BeforeEach
  void open() {
    topology = new TopologyFixture(stateDirectory);
    SiteConfig config = TopologyFixture.inParis(SITE);
    config.setKeepVisitsDays((int) KEPT.toDays());
    topology.configure(config);
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void anOrderThatIsOverLeavesWithTheLastOfItsVisits() {
    // Given
    topology.order(version(1, booking("v-1")).setStatus(OrderStatus.COMPLETED).build());
    truck.story().forEach(topology::publish);
    topology.publish(
        Truck.at(SITE, "v-2")
            .event("announced", 0, VisitAnnounced.newBuilder().setOrderId("O-1").build()));

    // When
    passes(KEPT.plusDays(1));

    // Then
    assertThat(new RetiredVisits(topology.state()).contains(SITE, "v-1")).isTrue();
    assertThat(new Orders(topology.state(), topology.registry).find(SITE, "O-1")).isNull();
    assertThat(new Bookings(topology.state()).of(SITE, "v-1")).isEmpty();
    assertThat(new VisitsByOrder(topology.state()).of(SITE, "O-1", null, 10)).isEmpty();
  }

  @Test
  void anOpenOrderStaysAndMakesNoVisitAgainThatHasRetired() {
    // Given
    topology.order(version(1, booking("v-1")).build());
    truck.story().forEach(topology::publish);
    passes(KEPT.plusDays(1));
    topology.written(Output.VISITS);

    // When
    topology.order(version(2, booking("v-1"), booking("v-2")).build());

    // Then
    assertThat(topology.table(Output.VISITS, Visit.class)).containsOnlyKeys(SITE + "/v-2");
  }

  @Test
  void aVisitIsKeptForTheSlotItIsBookedFor() {
    // Given
    Booking late = booking("v-1");
    late.setSlotStart(TopologyFixture.FIRST_RECORDED.plus(KEPT.multipliedBy(2)));
    late.setSlotEnd(null);
    topology.order(version(1, late, booking("v-2")).build());

    // When
    passes(KEPT.plusDays(1));

    // Then
    RetiredVisits retired = new RetiredVisits(topology.state());
    assertThat(retired.contains(SITE, "v-1")).isFalse();
    assertThat(retired.contains(SITE, "v-2")).isTrue();

    // When
    topology.publish(truck.arrived());

    // Then
    assertThat(topology.visit(SITE + "/v-1").getCarrier()).isEqualTo("Martin");
  }

  @Test
  void aTruckThatComesForAnOrderThatHasRetiredHasNothingOfItWhetherItHasLeftOrNot() {
    // Given
    topology.order(version(1).setStatus(OrderStatus.COMPLETED).build());
    topology.later(KEPT.plusDays(1));

    // When
    topology.publish(
        truck.event("announced", 0, VisitAnnounced.newBuilder().setOrderId("O-1").build()));

    // Then
    assertThat(topology.visit(SITE + "/v-1").getCarrier()).isNull();
  }

  private void passes(Duration duration) {
    topology.later(duration);
    topology.publish(Truck.at("paris-1", "v-1").arrived());
    topology.pass(Duration.ofSeconds(5));
  }
}
