package io.sitehub.site.kpi;

import static io.sitehub.site.kpi.Visits.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.KpiAggregate;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiDimension;
import io.sitehub.model.state.KpiSeries;
import io.sitehub.model.state.KpiTarget;
import io.sitehub.model.state.KpiUnitName;
import io.sitehub.model.state.OpeningHours;
import io.sitehub.model.state.Scale;
import io.sitehub.model.state.SeriesPhase;
import io.sitehub.model.state.Shift;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.model.state.Weekday;
import io.sitehub.site.config.SiteHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Utilisations, deviations, what is due, and the windows of shifts. */
class SpansAndShiftsTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Instant LATER = Instant.parse("2027-06-01T00:00:00Z");
  private static final List<Weekday> EVERY_DAY =
      Arrays.stream(Weekday.values()).filter(day -> day != Weekday.UNSPECIFIED).toList();

  @Test
  void aSpanIsSplitOverItsQuartersOfAnHourAndDays() {
    // Given a stay from 22:50Z to 23:20Z, over midnight in Paris
    Visit visit = stay("silo-1", at("22:50"), at("23:20"));
    // When
    Map<CellKey, Accumulator> cells =
        Formulas.builtIn("station-utilisation", Formulas.in(PARIS)).cells(visit);
    // Then
    assertThat(cells)
        .containsOnly(
            cell(Granularity.QUARTER_HOUR, "2026-11-23T22:45:00Z", 1, 600_000),
            cell(Granularity.QUARTER_HOUR, "2026-11-23T23:00:00Z", 0, 900_000),
            cell(Granularity.QUARTER_HOUR, "2026-11-23T23:15:00Z", 0, 300_000),
            cell(Granularity.DAY, "2026-11-22T23:00:00Z", 1, 600_000),
            cell(Granularity.DAY, "2026-11-23T23:00:00Z", 0, 1_200_000));
  }

  @Test
  void utilisationIsOfTheOpenTimeOfTheScalesConfigured() {
    // Given a site open from 06:00 to 18:00 with two scales, one of which is taken for 36 minutes
    SiteHistory site =
        site(c ->
            c.setOpeningHours(List.of(new OpeningHours(EVERY_DAY, "06:00", "18:00")))
                .setScales(List.of(scale("in"), scale("out"))));
    Visit visit = Visits.empty();
    visit.setWeighings(
        List.of(
            Visits.weighing(
                "in", io.sitehub.model.event.WeighingPass.FIRST, at("09:00"), at("09:36"))));
    // Then
    assertThat(ask("scale-utilisation", site, WindowLength.DAY, List.of(), visit))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.value().count()).isEqualTo(1);
          assertThat(row.value().measures())
              .containsExactly(Map.entry("percent", 2.5), Map.entry("hours", 0.6));
        });
    assertThat(ask("scale-utilisation", site, WindowLength.DAY, List.of("scale"), visit))
        .extracting(row -> row.dimensions() + " " + row.value().measures().get("percent"))
        .containsExactly("[in] 5.0", "[out] 0.0");
  }

  @Test
  void whereNothingIsConfiguredTheDayIsOpenAndWhatWasSeenIsAllThereIs() {
    SiteHistory site = site(c -> {});
    Visit visit = Visits.completed(); // in for 1 minute, out for 2
    assertThat(ask("scale-utilisation", site, WindowLength.DAY, List.of(), visit))
        .extracting(KpiRow::value)
        .containsExactly(new KpiValue.Utilisation(2, 180_000, 2 * 86_400_000));
    assertThat(ask("scale-utilisation", site, WindowLength.DAY, List.of(), Visits.empty()))
        .isEmpty();
  }

  @Test
  void whatIsTakenOutsideTheOpeningHoursIsTakenAllTheSame() {
    SiteHistory site =
        site(c -> c.setOpeningHours(List.of(new OpeningHours(EVERY_DAY, "12:00", "13:00"))));
    Visit visit = stay("silo-1", at("08:00"), at("08:30"));
    KpiQuery hours = query("station-utilisation", at("08:00"), at("12:00"), WindowLength.HOUR);
    List<KpiRow> rows = rows(hours, site, LATER, visit);
    assertThat(rows)
        .extracting(row -> row.window().label() + " " + row.value().measures())
        .containsExactly(
            "2026-11-23T09:00+01:00 {hours=0.5}", // closed: no percentage
            "2026-11-23T12:00+01:00 {percent=0.0, hours=0.0}");
  }

  @Test
  void utilisationOfADayUnderWayIsOfTheTimeThatHasPassed() {
    Visit visit = stay("silo-1", at("08:00"), at("08:30"));
    KpiQuery all = query("station-utilisation", at("08:00"), at("12:00"), WindowLength.ALL);
    assertThat(rows(all, site(c -> {}), at("09:00"), visit))
        .extracting(row -> row.value().measures().get("percent"))
        .containsExactly(50.0);
  }

  @Test
  void onADayOf25HoursThereIsAnHourMore() {
    Visit visit = stay("silo-1", day("2026-10-25", "10:00"), day("2026-10-25", "12:30"));
    KpiQuery day =
        KpiQuery.of(
            definition("station-utilisation"),
            Instant.parse("2026-10-24T22:00:00Z"),
            Instant.parse("2026-10-25T23:00:00Z"),
            WindowLength.DAY);
    assertThat(rows(day, site(c -> {}), LATER, visit))
        .extracting(row -> row.value().measures().get("percent"))
        .containsExactly(10.0);
  }

  @Test
  void sitesAddUpWhatIsTakenAndWhatIsOpen() {
    // Given one site open for 12 hours, the other for 24, each taken for 36 minutes
    SiteHistory half =
        site(c -> c.setOpeningHours(List.of(new OpeningHours(EVERY_DAY, "06:00", "18:00"))));
    Visit visit = stay("silo-1", at("09:00"), at("09:36"));
    RollUp rollUp = new RollUp(day("station-utilisation", WindowLength.DAY));
    rollUp.add("lyon-1", SiteCalendar.of(half), cells(half, visit).of("lyon-1", STATIONS));
    rollUp.add(
        "nantes-2",
        SiteCalendar.always(PARIS),
        cells(site(c -> {}), visit).of("nantes-2", STATIONS));
    // Then
    assertThat(rollUp.rows(LATER))
        .extracting(KpiRow::value)
        .containsExactly(new KpiValue.Utilisation(2, 72 * 60_000, 36 * 3_600_000));
  }

  @Test
  void aFilterByStationLeavesTheTimeOfThatStation() {
    Visit visit = stay("silo-1", at("09:00"), at("09:36"));
    visit.setHandlings(
        List.of(
            visit.getHandlings().getFirst(), Visits.handling("silo-2", at("10:00"), at("11:00"))));
    KpiQuery query =
        new KpiQuery(
            definition(STATIONS),
            at("08:00"),
            at("14:00"),
            WindowLength.ALL,
            List.of(),
            Map.of("station", Set.of("silo-1")),
            KpiQuery.DEFAULT_LATENESS);
    assertThat(rows(query, site(c -> {}), LATER, visit))
        .extracting(KpiRow::value)
        .containsExactly(new KpiValue.Utilisation(1, 36 * 60_000, 6 * 3_600_000));
  }

  @Test
  void aDeviationHasASignedMeanAndPercentilesOfItsSize() {
    // Given deviations of +1%, -3%
    Visit visit = Visits.empty();
    VisitHandling more = Visits.handling("silo-1", null, at("08:00"));
    more.setSetpointGrams(10_000_000L);
    more.setDeliveredGrams(10_100_000L);
    VisitHandling less = Visits.handling("silo-1", null, at("08:20"));
    less.setSetpointGrams(10_000_000L);
    less.setDeliveredGrams(9_700_000L);
    visit.setHandlings(List.of(more, less));
    // When
    List<KpiRow> rows =
        ask("load-accuracy", site(c -> {}), WindowLength.DAY, List.of("station"), visit);
    // Then
    var value = (KpiValue.Deviation) rows.getFirst().value();
    assertThat(value.mean()).isEqualTo(-1.0);
    assertThat(value.p50()).isBetween(1.0, 1.01);
    assertThat(value.p95()).isBetween(3.0, 3.03);
  }

  @Test
  void whatIsDueCountsWhenItsQuarterOfAnHourIsOver() {
    // Given a slot whose grace ends at 10:05
    Visit visit = Visits.empty();
    visit.setSlotStart(at("09:00"));
    visit.setSlotEnd(at("09:05"));
    KpiQuery day = day("no-show", WindowLength.DAY);
    // Then
    assertThat(rows(day, site(c -> {}), at("10:14"), visit)).isEmpty();
    assertThat(rows(day, site(c -> {}), at("10:15"), visit))
        .extracting(KpiRow::value)
        .containsExactly(new KpiValue.Ratio(1, 1));
    assertThat(day.reads(PARIS))
        .containsExactly(new CellRange(Granularity.QUARTER_HOUR, day.from(), day.to()));
  }

  @Test
  void shiftsAreWindowsAndTimeOutsideThemHasNone() {
    // Given shifts from 09:00 to 10:00 and from 10:00 to 16:00, and one of the night over midnight
    SiteHistory site = site(c -> c.setShifts(shifts()));
    Visit early = Visits.completed(); // exits at 09:50 in Paris
    Visit late = Visits.completed();
    late.setExitedAt(at("12:00"));
    Visit atNight = Visits.completed();
    atNight.setExitedAt(day("2026-11-24", "01:00"));
    Visit outside = Visits.completed();
    outside.setExitedAt(at("16:00"));
    // When
    KpiQuery query =
        query("turnaround", at("00:00"), day("2026-11-24", "02:00"), WindowLength.SHIFT);
    List<KpiRow> rows = rows(query, site, LATER, early, late, atNight, outside);
    // Then
    assertThat(rows)
        .extracting(row -> row.window().label() + " " + row.value().count())
        .containsExactly("2026-11-23 early 1", "2026-11-23 late 1", "2026-11-23 night 1");
    assertThat(rows.getLast().window().to())
        .as("cut off at the range")
        .isEqualTo(day("2026-11-24", "02:00"));
  }

  @Test
  void aNightShiftHasNineHoursWhenClocksArePutBack() {
    SiteHistory site = site(c -> c.setShifts(shifts()));
    Instant from = Instant.parse("2026-10-24T12:00:00Z");
    KpiQuery query =
        KpiQuery.of(definition("on-site"), from, from.plus(Duration.ofDays(1)), WindowLength.SHIFT);
    assertThat(rows(query, site, LATER, Visits.empty()))
        .extracting(row ->
            row.window().label() + " " + Duration.between(row.window().from(), row.window().to()))
        .contains("2026-10-24 night PT9H", "2026-10-25 early PT1H");
  }

  @Test
  void sitesWithOtherShiftsMeetInTheShiftOfTheSameName() {
    SiteHistory lyon = site(c -> c.setShifts(shifts()));
    SiteHistory nantes =
        site(c -> c.setShifts(List.of(new Shift("early", EVERY_DAY, "08:00", "12:00"))));
    RollUp rollUp = new RollUp(day("turnaround", WindowLength.SHIFT));
    for (SiteHistory site : List.of(lyon, nantes)) {
      rollUp.add(
          "lyon-1",
          SiteCalendar.of(site),
          cells(site, Visits.completed()).of("lyon-1", "turnaround"));
    }
    assertThat(rollUp.rows(LATER))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.window().label()).isEqualTo("2026-11-23 early");
          assertThat(row.window().from()).isEqualTo(at("07:00"));
          assertThat(row.window().to()).isEqualTo(at("11:00"));
          assertThat(row.value().count()).isEqualTo(2);
        });
  }

  @Test
  void aShiftEndsAtTheLatestWhenTheNextBegins() {
    SiteHistory site =
        site(c ->
            c.setShifts(
                List.of(
                    new Shift("early", EVERY_DAY, "06:00", "10:00"),
                    new Shift("handover", EVERY_DAY, "09:45", "10:15"))));
    KpiQuery query = day("turnaround", WindowLength.SHIFT);
    assertThat(rows(query, site, LATER, Visits.completed()))
        .extracting(row -> row.window().label())
        .containsExactly("2026-11-23 handover");
  }

  @Test
  void aFormulaIsMadeAgainFromItsSeries() {
    SiteHistory history =
        SiteHistory.of(
            "lyon-1",
            List.of(
                Formulas.config(c -> c.setZone("Europe/Paris")),
                Formulas.config(c ->
                    c.setZone("Europe/Paris").setFreeTimeMinutes(30).setValidFrom(at("08:00")))));
    for (String kpi : List.of("demurrage", "turnaround")) {
      KpiFormula formula = Formulas.builtIn(kpi, history);
      KpiSeries series =
          KpiSeries.newBuilder()
              .setSiteId("lyon-1")
              .setSeries(1)
              .setDeclaration(KpiCatalogue.builtIn().declaration(kpi).orElseThrow())
              .setZone("Europe/Paris")
              .setConfigs(formula.readsSite() ? List.copyOf(history.versions()) : List.of())
              .setFingerprint(formula.fingerprint())
              .setPhase(SeriesPhase.LIVE)
              .setStartedAt(at("08:00"))
              .build();
      assertThat(KpiFormula.of(series).fingerprint()).isEqualTo(formula.fingerprint());
      assertThat(KpiFormula.of(series).cells(Visits.completed()))
          .isEqualTo(formula.cells(Visits.completed()));
    }
  }

  @Test
  void aFingerprintIsOfAllThatDecidesAndNothingElse() {
    String demurrage = Formulas.builtIn("demurrage", site(c -> {})).fingerprint();
    Consumer<SiteConfig.Builder> freeTime = c -> c.setFreeTimeMinutes(30);
    assertThat(Formulas.builtIn("demurrage", site(freeTime)).fingerprint()).isNotEqualTo(demurrage);
    assertThat(Formulas.builtIn("demurrage", site(c -> c.setMaxQueueLength(3))).fingerprint())
        .as("no expression can see it")
        .isEqualTo(demurrage);
    assertThat(Formulas.builtIn("turnaround", site(freeTime)).fingerprint())
        .isEqualTo(Formulas.builtIn("turnaround", site(c -> {})).fingerprint());
    assertThat(Formulas.builtIn("turnaround", Formulas.in(ZoneId.of("UTC"))).fingerprint())
        .isNotEqualTo(Formulas.builtIn("turnaround", site(c -> {})).fingerprint());
  }

  @Test
  void whatIsSaidOfAKpiInWordsAndItsTargetAreNotInItsFingerprint() {
    // Given
    KpiDeclaration said = Formulas.builtIn("demurrage", site(c -> {})).declaration();
    String fingerprint = KpiFormula.of(said, site(c -> {})).fingerprint();

    // Then
    for (Consumer<KpiDeclaration> words :
        List.<Consumer<KpiDeclaration>>of(
            kpi -> kpi.setTitle("Waiting paid for"),
            kpi -> kpi.setDefinition("Put better."),
            kpi -> kpi.setTarget(new KpiTarget("hours", 4.0, null)))) {
      assertThat(fingerprint(said, words)).isEqualTo(fingerprint);
    }
    for (Consumer<KpiDeclaration> meaning :
        List.<Consumer<KpiDeclaration>>of(
            kpi -> kpi.setKpi("other"),
            kpi -> kpi.setWhen("visit.exitedAt > visit.arrivedAt"),
            kpi -> kpi.setAt("visit.closedAt"),
            kpi -> kpi.setValue("visit.exitedAt - visit.arrivedAt"),
            kpi -> kpi.setUnit(KpiUnitName.MINUTES),
            kpi -> kpi.setDimensions(List.of(new KpiDimension("material", "visit.material"))),
            kpi -> kpi.setAggregate(KpiAggregate.DISTRIBUTION))) {
      assertThat(fingerprint(said, meaning)).isNotEqualTo(fingerprint);
    }
  }

  private static String fingerprint(KpiDeclaration declaration, Consumer<KpiDeclaration> change) {
    KpiDeclaration changed = KpiDeclaration.newBuilder(declaration).build();
    change.accept(changed);
    return KpiFormula.of(changed, site(c -> {})).fingerprint();
  }

  private static final String STATIONS = "station-utilisation";

  private static List<Shift> shifts() {
    return List.of(
        new Shift("early", EVERY_DAY, "09:00", "10:00"),
        new Shift("late", EVERY_DAY, "10:00", "16:00"),
        new Shift("night", EVERY_DAY, "22:00", "06:00"));
  }

  private static Scale scale(String id) {
    return Scale.newBuilder().setId(id).build();
  }

  private static SiteHistory site(Consumer<SiteConfig.Builder> set) {
    return SiteHistory.of(
        "lyon-1", List.of(Formulas.config(c -> set.accept(c.setZone("Europe/Paris")))));
  }

  private static Visit stay(String station, Instant from, Instant to) {
    Visit visit = Visits.empty();
    visit.setHandlings(List.of(Visits.handling(station, from, to)));
    return visit;
  }

  private static Instant day(String day, String time) {
    return Instant.parse(day + "T" + time + ":00Z");
  }

  private static Map.Entry<CellKey, Accumulator> cell(
      Granularity granularity, String start, long count, long busyMs) {
    return Map.entry(
        new CellKey(granularity, Instant.parse(start), List.of("silo-1")),
        new Accumulator(count, busyMs, List.of(), List.of()));
  }

  private static KpiDefinition definition(String kpi) {
    return KpiCatalogue.builtIn().find(kpi).orElseThrow();
  }

  private static KpiQuery query(String kpi, Instant from, Instant to, WindowLength length) {
    return KpiQuery.of(definition(kpi), from, to, length);
  }

  /** The 23rd of November in Paris. */
  private static KpiQuery day(String kpi, WindowLength length) {
    return query(kpi, day("2026-11-22", "23:00"), at("23:00"), length);
  }

  private static List<KpiRow> ask(
      String kpi, SiteHistory site, WindowLength length, List<String> by, Visit... visits) {
    KpiQuery day = day(kpi, length);
    return rows(
        new KpiQuery(day.kpi(), day.from(), day.to(), length, by, Map.of(), day.lateness()),
        site,
        LATER,
        visits);
  }

  private static List<KpiRow> rows(
      KpiQuery query, SiteHistory site, Instant asOf, Visit... visits) {
    RollUp rollUp = new RollUp(query);
    rollUp.add(
        "lyon-1", SiteCalendar.of(site), cells(site, visits).of("lyon-1", query.kpi().name()));
    return rollUp.rows(asOf);
  }

  private static Cells cells(SiteHistory site, Visit... visits) {
    List<KpiFormula> formulas =
        KpiCatalogue.builtIn().declarations().stream().map(d -> KpiFormula.of(d, site)).toList();
    Cells cells = new Cells();
    for (Visit visit : visits) {
      cells.apply(formulas, null, visit);
    }
    return cells;
  }
}
