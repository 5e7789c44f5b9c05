package io.sitehub.processors.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.kpi.StepSize;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.KpiCells;
import io.sitehub.processors.state.SeriesTable;
import io.sitehub.processors.visit.RandomHistory;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.AccumulatorGroup;
import io.sitehub.site.kpi.CellKey;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiFormula;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However definitions, settings, events, time and restarts interleave: in the end the cells of each
 * KPI are what its definition gives for the visits there are, and nothing is left of others.
 */
class SeriesPropertyTest {

  private static final String SITE = "lyon-1";
  private static final int VISITS = 30;
  private static final int RUNS = 10;

  @TempDir Path stateDirectory;

  private final Map<String, KpiDeclaration> defined = new TreeMap<>();
  private final Map<Instant, SiteConfig> configured = new TreeMap<>();
  private final Map<String, Visit> visits = new TreeMap<>();
  private final Map<String, KpiCell> published = new TreeMap<>();

  static LongStream seeds() {
    Long given = Long.getLong("sitehub.seed");
    return given == null ? new Random().longs(RUNS) : LongStream.of(given);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void cellsAreThoseOfTheDefinitionsAndVisitsThereAre(long seed) {
    // Given
    Random random = new Random(seed);
    List<SiteEvent> arriving = events(seed, random);
    try (TopologyFixture topology = new TopologyFixture(stateDirectory, new StepSize(7, 11))) {
      // When
      for (SiteEvent event : arriving) {
        topology.publish(event);
        if (random.nextInt(4) == 0) {
          something(topology, random);
        }
      }
      topology.settle(SITE);
      collect(topology);

      // Then
      assertThat(topology.written(Output.DEAD_LETTERS)).isEmpty();
      assertThat(byKpi(published.values())).isEqualTo(expected());
      assertThat(byKpi(kept(topology))).isEqualTo(expected());
    }
  }

  private static List<SiteEvent> events(long seed, Random random) {
    RandomHistory histories = new RandomHistory(SITE, seed);
    List<SiteEvent> events = new ArrayList<>();
    for (int i = 0; i < VISITS; i++) {
      Instant start = Instant.parse("2026-03-28T20:00:00Z").plusSeconds(random.nextInt(90_000));
      events.addAll(histories.visit("v-" + random.nextInt(1_000), start));
    }
    return histories.shuffledWithRepeats(events);
  }

  private void something(TopologyFixture topology, Random random) {
    switch (random.nextInt(12)) {
      case 0 -> define(topology, Declarations.slow(random.nextBoolean() ? 30 : 60));
      case 1 ->
          define(topology, Declarations.tonnes(random.nextBoolean() ? "material" : "carrier"));
      case 2 -> define(topology, Declarations.excess());
      case 3 -> {
        List<String> names = List.of("slow-visits", "tonnes-by", "excess-stay");
        String name = names.get(random.nextInt(names.size()));
        defined.remove(name);
        topology.undefine(SITE, name);
      }
      case 4 -> configure(topology, random);
      case 5 -> {
        collect(topology);
        topology.restart();
      }
      default -> topology.step();
    }
  }

  private void define(TopologyFixture topology, KpiDeclaration declaration) {
    defined.put(declaration.getKpi(), declaration);
    topology.define(SITE, declaration);
  }

  private void configure(TopologyFixture topology, Random random) {
    SiteConfig version = SiteHistory.defaults(SITE);
    version.setValidFrom(
        Instant.parse("2026-03-29T00:00:00Z").plusSeconds(random.nextInt(3) * 3_600L));
    version.setZone(random.nextBoolean() ? "Europe/Paris" : "Asia/Kathmandu");
    version.setFreeTimeMinutes(10 * random.nextInt(4));
    configured.put(version.getValidFrom(), version);
    topology.configure(version);
  }

  private void collect(TopologyFixture topology) {
    topology.collect(Output.VISITS, Visit.class, visits);
    topology.collect(Output.KPIS, KpiCell.class, published);
  }

  private Collection<KpiCell> kept(TopologyFixture topology) {
    KpiCells cells = new KpiCells(topology.state(), topology.registry);
    List<KpiCell> kept = new ArrayList<>();
    new SeriesTable(topology.state(), topology.registry)
        .list(SITE)
        .forEach(series ->
            cells
                .some(series, null, Integer.MAX_VALUE)
                .forEach(cell -> kept.add(topology.read(cell.wire(), KpiCell.class))));
    return kept;
  }

  private Map<String, Map<CellKey, String>> expected() {
    SiteHistory history = SiteHistory.of(SITE, configured.values());
    List<KpiDeclaration> declarations = new ArrayList<>(KpiCatalogue.builtIn().declarations());
    declarations.addAll(defined.values());
    Map<String, Map<CellKey, String>> expected = new TreeMap<>();
    for (KpiDeclaration declaration : declarations) {
      KpiFormula formula = KpiFormula.of(declaration, history);
      Map<CellKey, Accumulator> sums = new TreeMap<>();
      visits
          .values()
          .forEach(visit ->
              formula
                  .cells(visit)
                  .forEach((cell, part) -> sums.merge(cell, part, AccumulatorGroup::plus)));
      sums.values().removeIf(AccumulatorGroup::isZero);
      Map<CellKey, String> texts = new TreeMap<>();
      sums.forEach((cell, sum) -> texts.put(cell, AvroToJson.text(sum)));
      if (!texts.isEmpty()) {
        expected.put(declaration.getKpi(), texts);
      }
    }
    return expected;
  }

  private static Map<String, Map<CellKey, String>> byKpi(Collection<KpiCell> cells) {
    Map<String, Map<CellKey, String>> byKpi = new TreeMap<>();
    for (KpiCell cell : cells) {
      CellKey key = new CellKey(cell.getGranularity(), cell.getWindowStart(), cell.getDimensions());
      String before =
          byKpi
              .computeIfAbsent(cell.getKpi(), kpi -> new TreeMap<>())
              .put(key, AvroToJson.text(cell.getValue()));
      assertThat(before).as("a second cell %s of %s", key, cell.getKpi()).isNull();
    }
    return byKpi;
  }
}
