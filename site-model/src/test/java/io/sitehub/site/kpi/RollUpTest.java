package io.sitehub.site.kpi;

import static io.sitehub.site.kpi.Visits.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RollUpTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final Instant DAY_START = Instant.parse("2026-11-22T23:00:00Z");
  private static final Instant DAY_END = Instant.parse("2026-11-23T23:00:00Z");

  @Test
  void throughputIsTrucksAndTonnes() {
    List<KpiRow> rows = ask(day("throughput"), Visits.completed(), Visits.completed());
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().value().measures())
        .containsExactly(Map.entry("trucks", 2.0), Map.entry("tonnes", 50.0));
  }

  @Test
  void exceptionRateIsAPercentage() {
    Visit refused = Visits.completed();
    refused.setOutcome(VisitOutcome.REFUSED);
    List<KpiRow> rows =
        ask(day("exception-rate"), Visits.completed(), refused, Visits.completed(), refused);
    assertThat(rows.getFirst().value()).isEqualTo(new KpiValue.Ratio(4, 2));
    assertThat(rows.getFirst().value().measures()).containsEntry("percent", 50.0);
  }

  @Test
  void dimensionsAreToldApartFilteredAndMerged() {
    Visit other = Visits.completed();
    other.setCarrier("Dupont");
    other.setExitedAt(at("09:10"));
    KpiQuery byCarrier = query("turnaround", List.of("carrier"), Map.of());
    assertThat(ask(byCarrier, Visits.completed(), other))
        .extracting(KpiRow::dimensions)
        .containsExactly(List.of("Dupont"), List.of("Martin"));
    KpiQuery onlyDupont =
        query("turnaround", List.of(), Map.of("carrier", Set.of("Dupont", "nobody")));
    assertThat(ask(onlyDupont, Visits.completed(), other))
        .extracting(row -> row.value().count())
        .containsExactly(1L);
    var merged =
        (KpiValue.Distribution)
            ask(day("turnaround"), Visits.completed(), other).getFirst().value();
    assertThat(merged.mean()).isEqualTo(50.0);
  }

  @Test
  void anUnknownDimensionIsRefused() {
    assertThatThrownBy(() -> query("gate-wait", List.of("carrier"), Map.of()))
        .hasMessage("by must name a dimension of gate-wait: carrier");
    assertThatThrownBy(() -> query("gate-wait", List.of(), Map.of("scale", Set.of("in"))))
        .hasMessage("filter must name a dimension of gate-wait: scale");
  }

  @Test
  void anEmptyRangeAndTooManyWindowsAreRefused() {
    KpiDefinition kpi = kpi("turnaround");
    assertThatThrownBy(() -> KpiQuery.of(kpi, DAY_START, DAY_START, WindowLength.DAY))
        .hasMessageStartingWith("from must be before to");
    assertThatThrownBy(() ->
            KpiQuery.of(
                kpi, DAY_START, DAY_START.plus(Duration.ofDays(365)), WindowLength.QUARTER_HOUR))
        .hasMessageContaining("10000 windows");
  }

  @Test
  void aWindowWithoutMeasurementsHasNoRow() {
    KpiQuery hours = KpiQuery.of(kpi("turnaround"), DAY_START, DAY_END, WindowLength.HOUR);
    assertThat(ask(hours, Visits.completed()))
        .extracting(row -> row.window().label())
        .containsExactly("2026-11-23T09:00+01:00");
  }

  @Test
  void wholeDaysAreReadFromCellsOfDaysAndTheEdgesFromQuarterHours() {
    KpiQuery query =
        KpiQuery.of(
            kpi("turnaround"), at("08:00"), at("08:00").plus(Duration.ofDays(3)), WindowLength.ALL);
    assertThat(query.reads(PARIS))
        .containsExactly(
            new CellRange(Granularity.QUARTER_HOUR, at("08:00"), DAY_END),
            new CellRange(Granularity.DAY, DAY_END, DAY_END.plus(Duration.ofDays(2))),
            new CellRange(
                Granularity.QUARTER_HOUR,
                DAY_END.plus(Duration.ofDays(2)),
                at("08:00").plus(Duration.ofDays(3))));
  }

  @Test
  void aRangeIsWidenedToWholeQuarterHours() {
    KpiQuery query =
        KpiQuery.of(kpi("turnaround"), at("08:01"), at("08:16"), WindowLength.QUARTER_HOUR);
    assertThat(query.from()).isEqualTo(at("08:00"));
    assertThat(query.to()).isEqualTo(at("08:30"));
  }

  @Test
  void onSiteHasALevelMeanAndMaximumInEveryWindow() {
    // Given one truck from 08:10 to 08:50, another from 08:20 until further notice
    Visit staying = Visits.completed();
    staying.setEnteredAt(at("08:20"));
    staying.setExitedAt(null);
    staying.setClosedAt(null);
    KpiQuery hours = KpiQuery.of(kpi("on-site"), at("07:00"), at("10:00"), WindowLength.HOUR);
    // When
    List<KpiRow> rows = ask(hours, Visits.completed(), staying);
    // Then
    assertThat(rows)
        .extracting(KpiRow::value)
        .containsExactly(
            new KpiValue.Occupancy(0, 0, 0),
            new KpiValue.Occupancy(1, (40 + 40) / 60.0, 2),
            new KpiValue.Occupancy(1, 1, 1));
  }

  @Test
  void aTruckThatCameDaysAgoIsStillOnSite() {
    Visit staying = Visits.completed();
    staying.setExitedAt(null);
    staying.setClosedAt(null);
    Instant from = at("06:15").plus(Duration.ofDays(40));
    KpiQuery query = KpiQuery.of(kpi("on-site"), from, from.plusSeconds(3600), WindowLength.ALL);
    assertThat(ask(query, staying))
        .extracting(KpiRow::value)
        .containsExactly(new KpiValue.Occupancy(1, 1, 1));
  }

  @Test
  void anOccupancyStopsAtNow() {
    // Given
    Cells cells = new Cells();
    cells.apply(Formulas.builtIn(PARIS), null, Visits.completed());
    RollUp rollUp =
        new RollUp(KpiQuery.of(kpi("on-site"), at("08:00"), at("10:00"), WindowLength.HOUR));
    rollUp.add("lyon-1", PARIS, cells.of("lyon-1", "on-site"));
    // When
    List<KpiRow> rows = rollUp.rows(at("08:30"));
    // Then
    assertThat(rows)
        .extracting(KpiRow::value)
        .containsExactly(new KpiValue.Occupancy(1, 20 / 30.0, 1));
  }

  @Test
  void trucksThatSwapPlacesInTheSameInstantAreNeverTwo() {
    Visit next = Visits.completed();
    next.setEnteredAt(at("08:50"));
    next.setExitedAt(at("09:30"));
    KpiQuery all = KpiQuery.of(kpi("on-site"), at("08:00"), at("10:00"), WindowLength.ALL);
    assertThat(ask(all, Visits.completed(), next))
        .extracting(row -> ((KpiValue.Occupancy) row.value()).maximum())
        .containsExactly(1L);
  }

  @Test
  void aValueIsFinalOnceTheTimeForLateEventsHasPassed() {
    Cells cells = new Cells();
    cells.apply(Formulas.builtIn(PARIS), null, Visits.completed());
    RollUp rollUp = new RollUp(day("turnaround"));
    rollUp.add("lyon-1", PARIS, cells.of("lyon-1", "turnaround"));
    Instant due = DAY_END.plus(KpiQuery.DEFAULT_LATENESS);
    assertThat(rollUp.rows(due.minusMillis(1)).getFirst().isFinal()).isFalse();
    assertThat(rollUp.rows(due).getFirst().isFinal()).isTrue();
  }

  @Test
  void sitesMergeOrAreToldApart() {
    assertThat(askTwoSites(day("turnaround"), PARIS))
        .extracting(row -> row.value().count())
        .containsExactly(2L);
    assertThat(askTwoSites(query("turnaround", List.of("site"), Map.of()), PARIS))
        .extracting(KpiRow::dimensions)
        .containsExactly(List.of("lyon-1"), List.of("nantes-2"));
  }

  @Test
  void sitesOfOtherTimeZonesMeetInTheWindowOfTheSameName() {
    KpiQuery days =
        KpiQuery.of(
            kpi("turnaround"),
            DAY_START.minus(Duration.ofDays(1)),
            DAY_END.plus(Duration.ofDays(1)),
            WindowLength.DAY);
    List<KpiRow> rows = askTwoSites(days, CHICAGO);
    assertThat(rows)
        .singleElement()
        .satisfies(row -> {
          assertThat(row.window().label()).isEqualTo("2026-11-23");
          assertThat(row.window().from()).isEqualTo(DAY_START);
          assertThat(row.window().to()).isEqualTo("2026-11-24T06:00:00Z");
          assertThat(row.value().count()).isEqualTo(2);
        });
  }

  @Test
  void onSiteOverSitesIsTheLevelOfAllTogether() {
    KpiQuery hour = KpiQuery.of(kpi("on-site"), at("08:00"), at("09:00"), WindowLength.HOUR);
    var value = (KpiValue.Occupancy) askTwoSites(hour, PARIS).getFirst().value();
    assertThat(value.maximum()).isEqualTo(2);
    assertThat(value.mean()).isCloseTo(80 / 60.0, within(1e-12));
  }

  private static List<KpiRow> askTwoSites(KpiQuery query, ZoneId otherZone) {
    Cells lyon = new Cells();
    lyon.apply(Formulas.builtIn(PARIS), null, Visits.completed());
    Cells nantes = new Cells();
    nantes.apply(Formulas.builtIn(otherZone), null, Visits.completed());
    RollUp rollUp = new RollUp(query);
    rollUp.add("lyon-1", PARIS, lyon.of("lyon-1", query.kpi().name()));
    rollUp.add("nantes-2", otherZone, nantes.of("nantes-2", query.kpi().name()));
    return rollUp.rows(Instant.parse("2027-06-01T00:00:00Z"));
  }

  private static List<KpiRow> ask(KpiQuery query, Visit... visits) {
    Cells cells = new Cells();
    for (Visit visit : visits) {
      cells.apply(Formulas.builtIn(PARIS), null, visit);
    }
    RollUp rollUp = new RollUp(query);
    rollUp.add("lyon-1", PARIS, cells.of("lyon-1", query.kpi().name()));
    return rollUp.rows(Instant.parse("2027-06-01T00:00:00Z"));
  }

  private static KpiQuery day(String kpi) {
    return KpiQuery.of(kpi(kpi), DAY_START, DAY_END, WindowLength.DAY);
  }

  private static KpiQuery query(String kpi, List<String> by, Map<String, Set<String>> filter) {
    return new KpiQuery(
        kpi(kpi), DAY_START, DAY_END, WindowLength.DAY, by, filter, KpiQuery.DEFAULT_LATENESS);
  }

  private static KpiDefinition kpi(String name) {
    return KpiCatalogue.builtIn().find(name).orElseThrow();
  }
}
