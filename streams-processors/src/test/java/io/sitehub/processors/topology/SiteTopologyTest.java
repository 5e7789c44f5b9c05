package io.sitehub.processors.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.Alert;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiSeries;
import io.sitehub.model.state.KpiTarget;
import io.sitehub.model.state.SeriesPhase;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitState;
import io.sitehub.processors.Truck;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.Alerts;
import io.sitehub.processors.state.SeriesTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTopologyTest {

  @TempDir Path stateDirectory;
  private TopologyFixture topology;
  private final Truck truck = Truck.at("lyon-1", "v-1");

  @BeforeEach
  void open() {
    topology = new TopologyFixture(stateDirectory);
    topology.configure(TopologyFixture.inParis("lyon-1"));
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void aTruckBecomesAVisitATicketAndFigures() {
    // When
    truck.story().forEach(topology::publish);

    // Then
    Visit visit = topology.visit("lyon-1/v-1");
    assertThat(visit.getState()).isEqualTo(VisitState.CLOSED);
    assertThat(visit.getEventCount()).isEqualTo(7);
    Ticket ticket = topology.ticket("lyon-1/1");
    assertThat(ticket.getNetGrams()).isEqualTo(24_000_000);
    assertThat(ticket.getRevision()).isEqualTo(1);
    Map<String, KpiCell> cells = topology.table(Output.KPIS, KpiCell.class);
    assertThat(cells)
        .extractingByKey("lyon-1/turnaround/quarter-hour/2026-03-02T08:45:00Z///inbound")
        .extracting("value.count", "value.sum")
        .containsExactly(1L, 35 * 60_000L);
    assertThat(cells)
        .extractingByKey("lyon-1/throughput/day/2026-03-01T23:00:00Z//inbound/")
        .extracting("value.count", "value.sum")
        .containsExactly(1L, 24_000_000L);
    assertThat(topology.written(Output.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void aRepeatIsDroppedAndCounted() {
    // Given
    truck.story().forEach(topology::publish);
    topology.written(Output.VISITS);

    // When
    truck.story().forEach(topology::publish);

    // Then
    assertThat(topology.written(Output.VISITS)).isEmpty();
    assertThat(topology.written(Output.DEAD_LETTERS)).isEmpty();
    assertThat(topology.counted("sitehub.repeats")).isEqualTo(7);
  }

  @Test
  void aReusedNameIsADeadLetterAndOneAlertAndTheFirstStands() {
    // Given
    topology.publish(truck.weighedIn(38_400));

    // When
    topology.publish(truck.weighedIn(1), truck.weighedIn(2));

    // Then
    Visit visit = topology.visit("lyon-1/v-1");
    assertThat(visit.getWeighings())
        .singleElement()
        .extracting("grossGrams")
        .isEqualTo(38_400_000L);
    assertThat(topology.written(Output.DEAD_LETTERS)).hasSize(2);
    assertThat(topology.written(Output.ALERTS)).hasSize(1);
    Alert alert = new Alerts(topology.state(), topology.registry).list("lyon-1", 10).getFirst();
    assertThat(alert.getKind()).isEqualTo("event-name-reuse");
    assertThat(alert.getSubject()).isEqualTo(Truck.SOURCE);
    assertThat(alert.getClearedAt()).isNull();
  }

  @Test
  void ticketNumbersHaveNoGapsAndACorrectionGivesARevision() {
    // Given
    for (int i = 1; i <= 3; i++) {
      Truck.at("lyon-1", "v-" + i).story().forEach(topology::publish);
    }
    Truck.at("paris-1", "v-1").story().forEach(topology::publish);
    topology.written(Output.TICKETS);
    topology.written(Output.KPIS);
    Truck second = Truck.at("lyon-1", "v-2");
    SiteEvent wrong = second.weighedOut(14_400);

    // When
    topology.publish(
        second.correction("c1", 90, wrong, second.weighing("w2", WeighingPass.SECOND, 15_000)));

    // Then
    Ticket revised = topology.ticket("lyon-1/2");
    assertThat(revised.getRevision()).isEqualTo(2);
    assertThat(revised.getNetGrams()).isEqualTo(23_400_000);
    assertThat(topology.table(Output.KPIS, KpiCell.class))
        .extractingByKey("lyon-1/throughput/day/2026-03-01T23:00:00Z//inbound/")
        .extracting("value.count", "value.sum")
        .containsExactly(3L, 71_400_000L);

    // When the correction is withdrawn and then the weighing itself
    SiteEvent correction =
        second.correction("c1", 90, wrong, second.weighing("w2", WeighingPass.SECOND, 15_000));
    topology.publish(second.correction("c2", 95, correction, null));
    Ticket back = topology.ticket("lyon-1/2");
    topology.publish(second.correction("c3", 96, wrong, null));
    Ticket gone = topology.ticket("lyon-1/2");

    // Then
    assertThat(back.getRevision()).isEqualTo(3);
    assertThat(back.getNetGrams()).isEqualTo(24_000_000);
    assertThat(gone.getRevision()).isEqualTo(4);
    assertThat(gone.getStatus()).isEqualTo(TicketStatus.VOID);
    Truck fourth = Truck.at("lyon-1", "v-4");
    fourth.story().forEach(topology::publish);
    assertThat(topology.table(Output.TICKETS, Ticket.class)).containsOnlyKeys("lyon-1/4");
  }

  @Test
  void aCorrectionMayComeBeforeItsEventAndACorrectionOfItBeforeBoth() {
    // Given
    SiteEvent wrong = truck.weighedIn(38_400);
    SiteEvent correction =
        truck.correction("c1", 90, wrong, truck.weighing("w1", WeighingPass.FIRST, 39_000));
    SiteEvent ofCorrection = truck.correction("c2", 95, correction, null);

    // When
    topology.publish(ofCorrection, correction);

    // Then
    assertThat(topology.written(Output.VISITS)).isEmpty();

    // When
    topology.publish(wrong);

    // Then
    Visit visit = topology.visit("lyon-1/v-1");
    assertThat(visit.getEventCount()).isEqualTo(3);
    assertThat(visit.getWeighings())
        .singleElement()
        .extracting("grossGrams")
        .isEqualTo(38_400_000L);
    assertThat(visit.getFindings()).extracting("code").doesNotContain("correction-target-unknown");
  }

  @Test
  void aCellInWhichNothingIsLeftIsRemoved() {
    // Given
    topology.publish(truck.entered());
    assertThat(topology.written(Output.KPIS)).isNotEmpty().allMatch(r -> r.value() != null);

    // When
    topology.publish(truck.correction("c1", 90, truck.entered(), null));

    // Then
    assertThat(topology.written(Output.KPIS)).isNotEmpty().allMatch(r -> r.value() == null);
  }

  @Test
  void whatTheChangelogSaysGoesOnAfterARestart() {
    // Given
    List<SiteEvent> story = truck.story();
    story.subList(0, 4).forEach(topology::publish);

    // When
    topology.restart();
    story.forEach(topology::publish);

    // Then
    assertThat(topology.counted("sitehub.repeats")).isEqualTo(4);
    Visit visit = topology.visit("lyon-1/v-1");
    assertThat(visit.getEventCount()).isEqualTo(7);
    assertThat(visit.getState()).isEqualTo(VisitState.CLOSED);
    assertThat(topology.table(Output.TICKETS, Ticket.class)).containsOnlyKeys("lyon-1/1");
  }

  @Test
  void aKpiThatIsOnlySaidInOtherWordsKeepsItsCellsAndShowsTheWords() {
    // Given
    KpiDeclaration slow = Declarations.slow(30);
    topology.define("lyon-1", slow);
    truck.story().forEach(topology::publish);
    topology.settle("lyon-1");
    KpiSeries before = series(slow.getKpi());

    // When
    topology.define(
        "lyon-1",
        KpiDeclaration.newBuilder(slow)
            .setTitle("Trucks that stay long")
            .setTarget(new KpiTarget("percent", 20.0, null))
            .build());

    // Then
    KpiSeries after = series(slow.getKpi());
    assertThat(after.getSeries()).isEqualTo(before.getSeries());
    assertThat(after.getPhase()).isEqualTo(SeriesPhase.LIVE);
    assertThat(after.getDeclaration().getTitle()).isEqualTo("Trucks that stay long");
    assertThat(after.getDeclaration().getTarget()).isNotNull();

    // When
    topology.define("lyon-1", Declarations.slow(40));

    // Then
    topology.settle("lyon-1");
    assertThat(series(slow.getKpi()).getSeries()).isGreaterThan(before.getSeries());
  }

  /** The only series of the KPI. */
  private KpiSeries series(String kpi) {
    List<KpiSeries> all =
        new SeriesTable(topology.state(), topology.registry)
            .list("lyon-1").stream()
                .filter(each -> each.getDeclaration().getKpi().equals(kpi))
                .toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void eventsOfTheSameIdFromOtherTerminalsAreOtherEvents() {
    // Given
    SiteEvent first = truck.entered();
    SiteEvent second =
        new SiteEvent(
            new EventName("/sites/lyon-1/terminals/kiosk-2", first.name().id()),
            first.type(),
            "lyon-1",
            "v-2",
            first.time(),
            null,
            null,
            null,
            null,
            first.data());

    // When
    topology.publish(first, second);

    // Then
    assertThat(topology.table(Output.VISITS, Visit.class))
        .containsOnlyKeys("lyon-1/v-1", "lyon-1/v-2");
  }
}
