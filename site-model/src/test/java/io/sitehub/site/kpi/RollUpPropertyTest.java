package io.sitehub.site.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sitehub.model.state.Measurement;
import io.sitehub.model.state.Visit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells against measurements worked out plainly, over random visits around a day of 25 hours. */
class RollUpPropertyTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final KpiCatalogue CATALOGUE = KpiCatalogue.builtIn();
  private static final Instant FROM = Instant.parse("2026-10-24T05:15:00Z");
  private static final Instant TO = Instant.parse("2026-10-26T17:45:00Z");

  static LongStream seeds() {
    Long seed = Long.getLong("sitehub.seed");
    return seed == null ? LongStream.range(0, 40) : LongStream.of(seed);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void visitsThatChangeInAnyOrderLeaveTheCellsOfTheirLastForm(long seed) {
    // Given trucks, each of which becomes known in several steps
    Random random = new Random(seed);
    List<List<Visit>> trucks = trucks(random);
    Cells atOnce = new Cells();
    trucks.forEach(forms -> atOnce.apply(of(forms.getLast()).cells()));
    // When the steps of all trucks are applied, interleaved at random
    Cells inSteps = new Cells();
    int[] known = new int[trucks.size()];
    for (int truck : interleaved(trucks, random)) {
      List<Visit> forms = trucks.get(truck);
      Contributions before =
          known[truck] == 0
              ? Contributions.none(CATALOGUE, PARIS)
              : of(forms.get(known[truck] - 1));
      inSteps.apply(Contributions.difference(before, of(forms.get(known[truck]++))));
    }
    // Then
    assertThat(inSteps.bytes()).isEqualTo(atOnce.bytes());
    // When everything is taken back
    trucks.forEach(forms ->
        inSteps.apply(
            Contributions.difference(of(forms.getLast()), Contributions.none(CATALOGUE, PARIS))));
    // Then
    assertThat(inSteps.isEmpty()).isTrue();
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void everyWindowOfADistributionIsWhatItsMeasurementsSay(long seed) {
    Random random = new Random(seed);
    List<Measurement> measurements = new ArrayList<>();
    Cells cells = fill(random, measurements);
    for (WindowLength length : WindowLength.values()) {
      for (String name : List.of("turnaround", "weighing-cycle")) {
        KpiQuery query = KpiQuery.of(CATALOGUE.find(name).orElseThrow(), FROM, TO, length);
        List<KpiRow> rows = rows(query, cells);
        for (KpiRow row : rows) {
          var value = (KpiValue.Distribution) row.value();
          Histogram peer = new Histogram(Long.MAX_VALUE, 2);
          measured(measurements, name, row.window()).forEach(m -> peer.recordValue(m.getValue()));
          assertThat(value.count()).isEqualTo(peer.getTotalCount());
          double base = query.kpi().unit() == KpiUnit.MINUTES ? 60_000 : 1_000;
          assertThat(value.p95()).isEqualTo(peer.getValueAtPercentile(95) / base);
        }
        assertThat(rows.stream().mapToLong(row -> row.value().count()).sum())
            .isEqualTo(measured(measurements, name, new Window(FROM, TO, "")).size());
      }
    }
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void everyWindowOfAnOccupancyIsWhatItsChangesSay(long seed) {
    Random random = new Random(seed);
    List<Measurement> measurements = new ArrayList<>();
    Cells cells = fill(random, measurements);
    List<Measurement> changes =
        measurements.stream().filter(m -> m.getKpi().equals("on-site")).toList();
    for (WindowLength length : WindowLength.values()) {
      List<KpiRow> rows =
          rows(KpiQuery.of(CATALOGUE.find("on-site").orElseThrow(), FROM, TO, length), cells);
      assertThat(rows).hasSize(Window.of(FROM, TO, length, PARIS).size());
      for (KpiRow row : rows) {
        var value = (KpiValue.Occupancy) row.value();
        Window window = row.window();
        long maximum = level(changes, window.from());
        double stayed = 0;
        for (Measurement change : changes) {
          if (change.getAt().isAfter(window.from()) && change.getAt().isBefore(window.to())) {
            maximum = Math.max(maximum, level(changes, change.getAt()));
          }
          long from = Math.max(change.getAt().toEpochMilli(), window.from().toEpochMilli());
          stayed += (double) change.getValue() * Math.max(0, window.to().toEpochMilli() - from);
        }
        double windowMs = window.to().toEpochMilli() - window.from().toEpochMilli();
        assertThat(value.now()).isEqualTo(level(changes, window.to().minusMillis(1)));
        assertThat(value.maximum()).isEqualTo(maximum);
        assertThat(value.mean()).isCloseTo(stayed / windowMs, within(1e-6));
      }
    }
  }

  private static long level(List<Measurement> changes, Instant at) {
    return changes.stream()
        .filter(change -> !change.getAt().isAfter(at))
        .mapToLong(Measurement::getValue)
        .sum();
  }

  private static List<Measurement> measured(List<Measurement> all, String kpi, Window window) {
    return all.stream()
        .filter(m -> m.getKpi().equals(kpi))
        .filter(m -> !m.getAt().isBefore(window.from()) && m.getAt().isBefore(window.to()))
        .toList();
  }

  private static Cells fill(Random random, List<Measurement> measurements) {
    Cells cells = new Cells();
    for (int i = 0; i < 60; i++) {
      Contributions contributions = of(Visits.random(random));
      cells.apply(contributions.cells());
      measurements.addAll(contributions.measurements());
    }
    return cells;
  }

  private static List<KpiRow> rows(KpiQuery query, Cells cells) {
    RollUp rollUp = new RollUp(query);
    rollUp.add("lyon-1", PARIS, cells.of("lyon-1", query.kpi().name()));
    return rollUp.rows(Instant.parse("2027-01-01T00:00:00Z"));
  }

  private static List<List<Visit>> trucks(Random random) {
    List<List<Visit>> trucks = new ArrayList<>();
    for (int truck = 0; truck < 20; truck++) {
      List<Visit> forms = new ArrayList<>();
      for (int form = 0; form <= random.nextInt(5); form++) {
        forms.add(Visits.random(random));
      }
      trucks.add(forms);
    }
    return trucks;
  }

  private static List<Integer> interleaved(List<List<Visit>> trucks, Random random) {
    List<Integer> steps = new ArrayList<>();
    for (int truck = 0; truck < trucks.size(); truck++) {
      steps.addAll(Collections.nCopies(trucks.get(truck).size(), truck));
    }
    Collections.shuffle(steps, random);
    return steps;
  }

  private static Contributions of(Visit visit) {
    return Contributions.of(visit, CATALOGUE, PARIS);
  }
}
