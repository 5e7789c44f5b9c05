package io.sitehub.processors.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.processors.Truck;
import io.sitehub.processors.decode.DeadLetter;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.RetiredVisits;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.VisitCounts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visits of which nothing was heard for long leave; their figures stay. */
class RetirementTest {

  private static final Duration KEPT = Duration.ofDays(30);

  @TempDir Path stateDirectory;
  private TopologyFixture topology;
  private final Truck truck = Truck.at("lyon-1", "v-1");
  private final Truck other = Truck.at("lyon-1", "v-2");

  @BeforeEach
  void open() {
    topology = new TopologyFixture(stateDirectory);
    SiteConfig config = TopologyFixture.inParis("lyon-1");
    config.setKeepVisitsDays((int) KEPT.toDays());
    topology.configure(config);
    truck.story().forEach(topology::publish);
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void aRetiredVisitLeavesItsFiguresItsIdAndItsDevicesAndNothingElse() {
    // Given
    Map<String, KpiCell> cells = topology.table(Output.KPIS, KpiCell.class);
    topology.later(KEPT.plusDays(1));
    topology.publish(Truck.at("paris-1", "v-1").arrived());

    // When
    topology.pass(Duration.ofSeconds(5));

    // Then
    assertThat(rows("lyon-1"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Table.SITES, 1,
                Table.SITE_CONFIGS, 1,
                Table.SETTINGS_VERSIONS, 1,
                Table.KPI_SERIES, rows("paris-1").get(Table.KPI_SERIES),
                Table.KPI_CELLS, cells.size(),
                Table.TICKET_NUMBERS, 1,
                Table.VISIT_COUNTS, 1,
                Table.DEVICES, 1,
                Table.RETIRED_VISITS, 1));
    assertThat(new VisitCounts(topology.state()).of("lyon-1")).isZero();
    assertThat(topology.written(Output.KPIS)).isEmpty();
    assertThat(new RetiredVisits(topology.state()).contains("lyon-1", "v-1")).isTrue();
  }

  @Test
  void whatComesAfterIsADeadLetterWhetherTheVisitHasBeenRemovedOrNot() {
    // Given
    topology.later(KEPT.plusDays(1));

    // When
    topology.publish(truck.event("late-1", 60, truck.weighing("w9", WeighingPass.CHECK, 9_000)));
    topology.pass(Duration.ofSeconds(5));
    topology.publish(
        truck.event("late-2", 61, truck.weighing("w10", WeighingPass.CHECK, 9_000)),
        truck.weighedIn(38_400));

    // Then
    assertThat(topology.written(Output.DEAD_LETTERS))
        .extracting(letter ->
            new String(
                letter.headers().lastHeader(DeadLetter.REASON).value(), StandardCharsets.UTF_8))
        .isEqualTo(List.of("visit-retired", "visit-retired", "visit-retired"));
  }

  @Test
  void theNextTicketHasTheNextNumber() {
    // Given
    topology.later(KEPT.plusDays(1));
    topology.publish(Truck.at("paris-1", "v-1").arrived());
    topology.pass(Duration.ofSeconds(5));

    // When
    other.story().forEach(topology::publish);

    // Then
    assertThat(topology.ticket("lyon-1/2").getVisitId()).isEqualTo("v-2");
  }

  @Test
  void aVisitIsKeptAsLongAsTheSiteSays() {
    // Given
    topology.later(KEPT.minusDays(1));
    topology.publish(Truck.at("paris-1", "v-1").arrived());

    // When
    topology.pass(Duration.ofSeconds(5));

    // Then
    assertThat(rows("lyon-1")).containsKey(Table.VISITS).doesNotContainKey(Table.RETIRED_VISITS);
  }

  private Map<Table, Integer> rows(String siteId) {
    Map<Table, Integer> rows = new EnumMap<>(Table.class);
    for (Table table : Table.values()) {
      topology
          .state()
          .scan(
              table.key().text(siteId),
              (key, value) -> {
                rows.merge(table, 1, Integer::sum);
                return true;
              });
    }
    return rows;
  }
}
