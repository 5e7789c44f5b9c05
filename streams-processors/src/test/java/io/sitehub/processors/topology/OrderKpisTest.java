package io.sitehub.processors.topology;

import static io.sitehub.processors.topology.ErpOrder.SITE;
import static io.sitehub.processors.topology.ErpOrder.booking;
import static io.sitehub.processors.topology.ErpOrder.cancelled;
import static io.sitehub.processors.topology.ErpOrder.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.state.KpiCell;
import io.sitehub.processors.Truck;
import io.sitehub.processors.output.Output;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures follow the orders: a booking has a slot, and an order says who drives. */
class OrderKpisTest {

  private static final String DAY = "/day/2026-03-01T23:00:00Z/";

  @TempDir Path stateDirectory;
  private TopologyFixture topology;
  private final Map<String, KpiCell> cells = new TreeMap<>();
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
  void aSlotOfABookingIsDueAndTheTruckThatComesInItIsOnTime() {
    // When
    topology.order(version(1, booking("v-1")).build());

    // Then
    assertThat(figure("no-show", "Martin")).isEqualTo("1 of 1");
    assertThat(figure("on-time", "Martin")).isEqualTo("none");

    // When
    topology.publish(truck.arrived());

    // Then
    assertThat(figure("no-show", "Martin")).isEqualTo("0 of 1");
    assertThat(figure("on-time", "Martin")).isEqualTo("1 of 1");
  }

  @Test
  void aSlotOfABookingThatIsCalledOffIsNotDue() {
    // Given
    topology.order(version(1, booking("v-1")).build());

    // When
    topology.order(version(2, cancelled("v-1")).build());

    // Then
    assertThat(figure("no-show", "Martin")).isEqualTo("none");

    // When
    topology.order(version(3, booking("v-1")).build());
    assertThat(figure("no-show", "Martin")).isEqualTo("1 of 1");
    topology.removeOrder(SITE, "O-1");

    // Then
    assertThat(figure("no-show", "Martin")).isEqualTo("none");
  }

  @Test
  void anotherCarrierInTheOrderTakesTheFiguresAlong() {
    // Given
    topology.order(version(1, booking("v-1")).build());
    truck.story().forEach(topology::publish);
    assertThat(figure("on-time", "Martin")).isEqualTo("1 of 1");

    // When
    topology.order(version(2, booking("v-1")).setCarrier("Dupont").build());

    // Then
    assertThat(figure("on-time", "Martin")).isEqualTo("none");
    assertThat(figure("on-time", "Dupont")).isEqualTo("1 of 1");
  }

  /** Of the day, for a carrier. */
  private String figure(String kpi, String carrier) {
    topology.collect(Output.KPIS, KpiCell.class, cells);
    KpiCell cell = cells.get(SITE + "/" + kpi + DAY + carrier);
    return cell == null ? "none" : cell.getValue().getSum() + " of " + cell.getValue().getCount();
  }
}
