package io.sitehub.site.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sitehub.model.state.Visit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells against measurements worked out plainly, over random visits around a day of 25 hours. */
class RollUpPropertyTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final KpiCatalogue CATALOGUE = KpiCatalogue.builtIn();
  private static final List<KpiFormula> FORMULAS = Formulas.builtIn(PARIS);
  private static final Instant FROM = Instant.parse("2026-10-24T05:15:00Z");
  private static final List<WindowLength> LENGTHS =
      Arrays.stream(WindowLength.values()).filter(l -> l != WindowLength.SHIFT).toList();
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
    trucks.forEach(forms -> atOnce.apply(FORMULAS, null, forms.getLast()));
    // When the steps of all trucks are applied, interleaved at random
    Cells inSteps = new Cells();
    int[] known = new int[trucks.size()];
    for (int truck : interleaved(trucks, random)) {
      List<Visit> forms = trucks.get(truck);
      Visit before = known[truck] == 0 ? null : forms.get(known[truck] - 1);
      inSteps.apply(FORMULAS, before, forms.get(known[truck]++));
    }
    // Then
    assertThat(inSteps.bytes()).isEqualTo(atOnce.bytes());
    // When everything is taken back
    trucks.forEach(forms -> inSteps.apply(FORMULAS, forms.getLast(), Visits.empty()));
    // Then
    assertThat(inSteps.isEmpty()).isTrue();
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void everyWindowOfADistributionIsWhatItsMeasurementsSay(long seed) {
    Random random = new Random(seed);
    List<Visit> visits = visits(random);
    Cells cells = fill(visits);
    for (WindowLength length : LENGTHS) {
      for (String name : List.of("turnaround", "weighing-cycle")) {
        List<Measured> measurements = measurements(visits, name);
        KpiQuery query = KpiQuery.of(CATALOGUE.find(name).orElseThrow(), FROM, TO, length);
        List<KpiRow> rows = rows(query, cells);
        for (KpiRow row : rows) {
          var value = (KpiValue.Distribution) row.value();
          Histogram peer = new Histogram(Long.MAX_VALUE, 2);
          inside(measurements, row.window()).forEach(m -> peer.recordValue(m.value()));
          assertThat(value.count()).isEqualTo(peer.getTotalCount());
          double base = query.kpi().unit() == KpiUnit.MINUTES ? 60_000 : 1_000;
          assertThat(value.p95()).isEqualTo(peer.getValueAtPercentile(95) / base);
        }
        assertThat(rows.stream().mapToLong(row -> row.value().count()).sum())
            .isEqualTo(inside(measurements, new Window(FROM, TO, "")).size());
      }
    }
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void everyWindowOfAnOccupancyIsWhatItsChangesSay(long seed) {
    Random random = new Random(seed);
    List<Visit> visits = visits(random);
    Cells cells = fill(visits);
    List<Measured> changes = measurements(visits, "on-site");
    for (WindowLength length : LENGTHS) {
      List<KpiRow> rows =
          rows(KpiQuery.of(CATALOGUE.find("on-site").orElseThrow(), FROM, TO, length), cells);
      assertThat(rows).hasSize(Window.of(FROM, TO, length, PARIS).size());
      for (KpiRow row : rows) {
        var value = (KpiValue.Occupancy) row.value();
        Window window = row.window();
        long maximum = level(changes, window.from());
        double stayed = 0;
        for (Measured change : changes) {
          if (change.at().isAfter(window.from()) && change.at().isBefore(window.to())) {
            maximum = Math.max(maximum, level(changes, change.at()));
          }
          long from = Math.max(change.at().toEpochMilli(), window.from().toEpochMilli());
          stayed += (double) change.value() * Math.max(0, window.to().toEpochMilli() - from);
        }
        double windowMs = window.to().toEpochMilli() - window.from().toEpochMilli();
        assertThat(value.now()).isEqualTo(level(changes, window.to().minusMillis(1)));
        assertThat(value.maximum()).isEqualTo(maximum);
        assertThat(value.mean()).isCloseTo(stayed / windowMs, within(1e-6));
      }
    }
  }

  private static long level(List<Measured> changes, Instant at) {
    return changes.stream()
        .filter(change -> !change.at().isAfter(at))
        .mapToLong(Measured::value)
        .sum();
  }

  private static List<Measured> inside(List<Measured> all, Window window) {
    return all.stream().filter(m -> window.contains(m.at())).toList();
  }

  private static List<Measured> measurements(List<Visit> visits, String kpi) {
    KpiFormula formula = Formulas.builtIn(kpi, Formulas.in(PARIS));
    return visits.stream().flatMap(visit -> formula.measure(visit).stream()).toList();
  }

  private static List<Visit> visits(Random random) {
    return Stream.generate(() -> Visits.random(random)).limit(60).toList();
  }

  private static Cells fill(List<Visit> visits) {
    Cells cells = new Cells();
    visits.forEach(visit -> cells.apply(FORMULAS, null, visit));
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
}
