package io.sitehub.processors.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.Tickets;
import io.sitehub.processors.state.VisitAttributes;
import io.sitehub.processors.state.VisitIndex;
import io.sitehub.processors.ticket.TicketContent;
import io.sitehub.processors.ticket.TicketStatement;
import io.sitehub.processors.visit.RandomHistory;
import io.sitehub.processors.visit.ReplacementReader;
import io.sitehub.processors.visit.VisitFold;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.AccumulatorGroup;
import io.sitehub.site.kpi.CellKey;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiFormula;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the order of arrival, and however often: visits and cells are those of a fold of the
 * whole log, and every ticket says what its visit calls for.
 */
class ArrivalOrderPropertyTest {

  private static final String SITE = "lyon-1";
  private static final SiteConfig CONFIG = TopologyFixture.inParis(SITE);
  private static final int VISITS = 8;
  private static final int RUNS = 12;

  @TempDir Path stateDirectory;

  static LongStream seeds() {
    Long given = Long.getLong("sitehub.seed");
    return given == null ? new Random().longs(RUNS) : LongStream.of(given);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void derivedStateIsThatOfTheWholeLog(long seed) {
    // Given
    Random random = new Random(seed);
    RandomHistory histories = new RandomHistory(SITE, seed);
    List<SiteEvent> events = new ArrayList<>();
    for (int i = 0; i < VISITS; i++) {
      Instant start = Instant.parse("2026-03-28T20:00:00Z").plusSeconds(random.nextInt(90_000));
      events.addAll(histories.visit("v-" + i, start));
    }
    SortedMap<String, Visit> expected = fold(events);

    // When
    List<SiteEvent> arriving = histories.shuffledWithRepeats(events);
    try (TopologyFixture topology = new TopologyFixture(stateDirectory)) {
      topology.configure(CONFIG);
      int restartAt = random.nextInt(arriving.size() + 1);
      Map<String, Visit> visits = new TreeMap<>();
      Map<String, KpiCell> cells = new TreeMap<>();
      for (int i = 0; i < arriving.size(); i++) {
        if (i == restartAt) {
          collect(topology, visits, cells);
          topology.restart();
        }
        topology.publish(arriving.get(i));
      }
      collect(topology, visits, cells);

      // Then
      assertThat(topology.written(Output.DEAD_LETTERS)).isEmpty();
      assertThat(texts(visits)).isEqualTo(texts(expected));
      assertThat(texts(byKey(cells.values()))).isEqualTo(texts(sum(expected)));
      assertTicketsFit(new Tickets(topology.state(), topology.registry), expected);
      assertListed(new VisitIndex(topology.state()), expected);
    }
  }

  /** As text: Avro cannot compare lists of records that hold instants. */
  private static <K> Map<K, String> texts(Map<K, ? extends SpecificRecord> records) {
    Map<K, String> texts = new TreeMap<>();
    records.forEach((key, record) -> texts.put(key, AvroToJson.text(record)));
    return texts;
  }

  private static SortedMap<String, Accumulator> byKey(Collection<KpiCell> cells) {
    SortedMap<String, Accumulator> values = new TreeMap<>();
    for (KpiCell cell : cells) {
      CellKey key = new CellKey(cell.getGranularity(), cell.getWindowStart(), cell.getDimensions());
      values.put(cell.getKpi() + " " + key, cell.getValue());
    }
    return values;
  }

  private static void collect(
      TopologyFixture topology, Map<String, Visit> visits, Map<String, KpiCell> cells) {
    topology.collect(Output.VISITS, Visit.class, visits);
    topology.collect(Output.KPIS, KpiCell.class, cells);
  }

  /** Every event in the visit it names, every correction in that of what it corrects. */
  private static SortedMap<String, Visit> fold(List<SiteEvent> events) {
    Map<EventName, SiteEvent> byName = new HashMap<>();
    events.forEach(event -> byName.put(event.name(), event));
    Map<String, List<SiteEvent>> byVisit = new HashMap<>();
    for (SiteEvent event : events) {
      visitOf(event, byName)
          .ifPresent(visit -> byVisit.computeIfAbsent(visit, v -> new ArrayList<>()).add(event));
    }
    VisitFold fold = new VisitFold(ReplacementReader.byTheRules());
    SortedMap<String, Visit> visits = new TreeMap<>();
    byVisit.forEach((visit, own) -> visits.put(SITE + "/" + visit, fold.fold(SITE, visit, own)));
    return visits;
  }

  private static Optional<String> visitOf(SiteEvent event, Map<EventName, SiteEvent> byName) {
    SiteEvent at = event;
    for (int step = 0; at != null && step <= byName.size(); step++) {
      if (!(at.data() instanceof RecordCorrected correction)) {
        return Optional.ofNullable(at.subject());
      }
      at = byName.get(new EventName(correction.getCorrectsSource(), correction.getCorrectsId()));
    }
    return Optional.empty();
  }

  private static SortedMap<String, Accumulator> sum(Map<String, Visit> visits) {
    SortedMap<String, Accumulator> cells = new TreeMap<>();
    SiteHistory history = SiteHistory.of(SITE, List.of(CONFIG));
    for (KpiDeclaration declaration : KpiCatalogue.builtIn().declarations()) {
      KpiFormula formula = KpiFormula.of(declaration, history);
      for (Visit visit : visits.values()) {
        formula
            .cells(visit)
            .forEach((cell, value) ->
                cells.merge(declaration.getKpi() + " " + cell, value, AccumulatorGroup::plus));
      }
    }
    cells.values().removeIf(AccumulatorGroup::isZero);
    return cells;
  }

  private static void assertTicketsFit(Tickets tickets, Map<String, Visit> visits) {
    List<Tickets.Numbered> issued = tickets.list(SITE, 0, Integer.MAX_VALUE);
    assertThat(issued)
        .extracting(Tickets.Numbered::number)
        .isEqualTo(LongStream.rangeClosed(1, issued.size()).boxed().toList());
    Map<String, Ticket> byVisit = new HashMap<>();
    for (Tickets.Numbered ticket : issued) {
      Ticket newest = ticket.revisions().getLast();
      assertThat(byVisit.put(SITE + "/" + newest.getVisitId(), newest)).isNull();
      assertThat(newest.getRevision()).isEqualTo(ticket.revisions().size());
    }
    visits.forEach((key, visit) -> {
      Optional<TicketContent> content = TicketContent.of(visit);
      Ticket ticket = byVisit.get(key);
      if (ticket == null) {
        assertThat(content).isEmpty();
      } else {
        TicketStatement statement = TicketStatement.of(visit);
        assertThat(ticket.getStatus()).isEqualTo(statement.status());
        assertThat(ticket.getDocumentHash()).isEqualTo(statement.documentHash());
      }
    });
  }

  /** Every visit with an arrival is listed once under its day, and nothing else is. */
  private static void assertListed(VisitIndex index, Map<String, Visit> visits) {
    List<String> listed = new ArrayList<>();
    index.scan(
        SITE,
        VisitIndex.Attribute.ANY,
        null,
        null,
        entry -> listed.add(SITE + "/" + entry.visitId()));
    List<String> expected =
        visits.entrySet().stream()
            .flatMap(visit ->
                VisitAttributes.of(visit.getValue()) == null
                    ? Stream.empty()
                    : Stream.of(visit.getKey()))
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
  }
}
