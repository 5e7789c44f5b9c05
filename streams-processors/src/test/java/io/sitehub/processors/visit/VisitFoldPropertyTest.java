package io.sitehub.processors.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Finding;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitState;
import io.sitehub.processors.ticket.TicketContent;
import io.sitehub.processors.ticket.TicketSeries;
import io.sitehub.processors.ticket.TicketStatement;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.AccumulatorGroup;
import io.sitehub.site.kpi.CellKey;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiFormula;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Live equals replay: nothing depends on the order of arrival. */
class VisitFoldPropertyTest {
  private static final Instant START = Instant.parse("2026-10-24T21:00:00Z");
  private static final List<KpiFormula> FORMULAS =
      KpiCatalogue.builtIn().declarations().stream()
          .map(declaration ->
              KpiFormula.of(declaration, SiteHistory.restored("lyon-1", "Europe/Paris", List.of())))
          .toList();

  private final VisitFold fold = new VisitFold();

  static LongStream seeds() {
    Long seed = Long.getLong("sitehub.seed");
    return seed == null ? LongStream.range(0, 500) : LongStream.of(seed);
  }

  static LongStream fewSeeds() {
    return seeds().limit(60);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void everyPermutationAndRepetitionGivesTheSameBytes(long seed) {
    // Given
    RandomHistory histories = new RandomHistory("lyon-1", seed);
    List<SiteEvent> events = histories.visit("V1", START);
    Visit expected = fold(events);
    for (int i = 0; i < 8; i++) {
      // When
      Visit visit = fold(histories.shuffledWithRepeats(events));
      // Then
      assertThat(visit).isEqualTo(expected);
      assertThat(Bytes.hex(visit)).isEqualTo(Bytes.hex(expected));
      assertThat(TicketContent.of(visit)).isEqualTo(TicketContent.of(expected));
    }
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void foldingInOneMoreEventIsTheSameAsFoldingAllAtEveryPrefix(long seed) {
    // Given
    RandomHistory histories = new RandomHistory("lyon-1", seed);
    List<SiteEvent> arriving = histories.mostlyInOrder(histories.visit("V1", START));
    Visit live = fold(List.of());
    for (int i = 0; i < arriving.size(); i++) {
      // When the event arrives; the visit comes from a store
      String before = Bytes.hex(live);
      boolean continues = fold.continues(live, arriving.get(i));
      Visit next =
          continues
              ? fold.append(Bytes.stored(live), arriving.get(i))
              : fold(arriving.subList(0, i + 1));
      // Then
      assertThat(Bytes.hex(next)).isEqualTo(Bytes.hex(fold(arriving.subList(0, i + 1))));
      assertThat(Bytes.hex(live)).isEqualTo(before);
      live = next;
    }
  }

  @Test
  void mostEventsThatArriveInOrderAreFoldedInAlone() {
    int alone = 0;
    int all = 0;
    for (long seed = 0; seed < 200; seed++) {
      RandomHistory histories = new RandomHistory("lyon-1", seed);
      List<SiteEvent> arriving = histories.mostlyInOrder(histories.visit("V1", START));
      Visit live = fold(List.of());
      for (int i = 0; i < arriving.size(); i++) {
        alone += fold.continues(live, arriving.get(i)) ? 1 : 0;
        all++;
        live = fold(arriving.subList(0, i + 1));
      }
    }
    assertThat(alone).isGreaterThan(all / 2);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void aRepeatNeverContinuesAVisit(long seed) {
    List<SiteEvent> events = new RandomHistory("lyon-1", seed).visit("V1", START);
    Visit visit = fold(events);
    assertThat(events).noneMatch(event -> fold.continues(visit, event));
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("fewSeeds")
  void cellsAfterAnyOrderOfArrivalAreThoseOfTheFinalVisits(long seed) {
    // Given 20 trucks whose events arrive in any order
    Random random = new Random(seed);
    RandomHistory histories = new RandomHistory("lyon-1", seed);
    Map<String, List<SiteEvent>> trucks = new LinkedHashMap<>();
    for (int truck = 0; truck < 20; truck++) {
      String visitId = "V" + truck;
      Instant start = START.plusSeconds(random.nextInt(86_400));
      trucks.put(visitId, histories.shuffledWithRepeats(histories.visit(visitId, start)));
    }
    List<SiteEvent> arriving = new ArrayList<>();
    trucks.values().forEach(arriving::addAll);
    Collections.shuffle(arriving, random);
    // When each arrival changes its visit, and the visit its cells
    Map<String, List<SiteEvent>> known = new HashMap<>();
    Map<String, Visit> visits = new HashMap<>();
    Map<String, Accumulator> cells = new HashMap<>();
    for (SiteEvent event : arriving) {
      String visitId = String.valueOf(event.subject());
      known.computeIfAbsent(visitId, key -> new ArrayList<>()).add(event);
      Visit now = fold.fold("lyon-1", visitId, known.get(visitId));
      Visit before = visits.put(visitId, now);
      for (KpiFormula formula : FORMULAS) {
        apply(cells, formula, formula.difference(before, now));
      }
    }
    // Then
    Map<String, Accumulator> batch = new HashMap<>();
    for (KpiFormula formula : FORMULAS) {
      trucks.forEach((visitId, events) ->
          apply(batch, formula, formula.cells(fold.fold("lyon-1", visitId, events))));
    }
    assertThat(bytes(cells)).isEqualTo(bytes(batch));
    // When every visit is taken back
    for (KpiFormula formula : FORMULAS) {
      for (Visit visit : visits.values()) {
        SortedMap<CellKey, Accumulator> taken = new TreeMap<>(formula.cells(visit));
        taken.replaceAll((cell, value) -> AccumulatorGroup.negate(value));
        apply(cells, formula, taken);
      }
    }
    // Then
    assertThat(cells).isEmpty();
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void theNewestRevisionSaysWhatTheFinalVisitSays(long seed) {
    // Given
    RandomHistory histories = new RandomHistory("lyon-1", seed);
    List<SiteEvent> arriving = histories.shuffledWithRepeats(histories.visit("V1", START));
    Optional<Ticket> newest = Optional.empty();
    // When
    for (int i = 1; i <= arriving.size(); i++) {
      Visit visit = fold(arriving.subList(0, i));
      if (newest.isEmpty()) {
        newest = TicketContent.of(visit).map(first -> TicketSeries.issue(first, 1));
      } else {
        newest =
            TicketSeries.revise(newest.get(), TicketStatement.of(visit)).or(keep(newest.get()));
      }
    }
    // Then
    TicketStatement expected = TicketStatement.of(fold(arriving));
    assertThat(newest.isPresent() || expected.status() == TicketStatus.VOID).isTrue();
    assertThat(newest.stream())
        .allSatisfy(ticket -> {
          assertThat(ticket.getStatus()).isEqualTo(expected.status());
          assertThat(ticket.getDocumentHash()).isEqualTo(expected.documentHash());
        });
  }

  @Test
  void theHistoriesReachEveryFindingAndEveryState() {
    // Given
    Set<String> findings = new TreeSet<>();
    Set<VisitState> states = EnumSet.noneOf(VisitState.class);
    // When
    for (long seed = 0; seed < 5_000; seed++) {
      Visit visit = fold(new RandomHistory("lyon-1", seed).visit("V1", START));
      visit.getFindings().stream().map(Finding::getCode).forEach(findings::add);
      states.add(visit.getState());
    }
    // Then
    assertThat(findings)
        .containsExactlyElementsOf(
            Arrays.stream(FindingCode.values())
                .filter(code -> code.origin() != FindingCode.Origin.ORDER)
                .map(FindingCode::code)
                .sorted()
                .toList());
    assertThat(states).containsExactly(VisitState.values());
  }

  private Visit fold(List<SiteEvent> events) {
    return fold.fold("lyon-1", "V1", events);
  }

  private static java.util.function.Supplier<Optional<Ticket>> keep(Ticket ticket) {
    return () -> Optional.of(ticket);
  }

  private static void apply(
      Map<String, Accumulator> cells, KpiFormula formula, Map<CellKey, Accumulator> deltas) {
    deltas.forEach((key, delta) ->
        cells.compute(
            formula.kpi().name() + " " + key,
            (same, old) -> {
              Accumulator sum =
                  AccumulatorGroup.plus(old == null ? AccumulatorGroup.zero() : old, delta);
              return AccumulatorGroup.isZero(sum) ? null : sum;
            }));
  }

  private static Map<String, String> bytes(Map<String, Accumulator> cells) {
    Map<String, String> bytes = new TreeMap<>();
    cells.forEach((key, value) -> bytes.put(key, Bytes.hex(value)));
    return bytes;
  }
}
