package io.sitehub.site.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Bucket;
import io.sitehub.model.state.Change;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.Visit;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContributionsTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final KpiCatalogue CATALOGUE = KpiCatalogue.builtIn();

  @Test
  void aMeasurementGoesIntoItsQuarterHourAndTheSitesDay() {
    Map<CellKey, Accumulator> cells = of(Visits.completed()).cells();
    List<String> dimensions = List.of("Martin", "gravel", "outbound");
    Accumulator expected =
        new Accumulator(
            1L, 2_400_000L, List.of(new Bucket(HistogramLayout.indexOf(2_400_000), 1L)), List.of());
    assertThat(cells)
        .containsEntry(
            new CellKey(
                "turnaround",
                Granularity.QUARTER_HOUR,
                Instant.parse("2026-11-23T08:45:00Z"),
                dimensions),
            expected)
        .containsEntry(
            new CellKey(
                "turnaround", Granularity.DAY, Instant.parse("2026-11-22T23:00:00Z"), dimensions),
            expected);
  }

  @Test
  void onlyQuarterHoursKeepTheInstantsOfAnOccupancy() {
    Map<CellKey, Accumulator> cells = of(Visits.completed()).cells();
    assertThat(cells.get(onSite(Granularity.QUARTER_HOUR, "2026-11-23T08:00:00Z")))
        .isEqualTo(new Accumulator(0L, 1L, List.of(), List.of(new Change(Visits.at("08:10"), 1L))));
    assertThat(cells).doesNotContainKey(onSite(Granularity.DAY, "2026-11-22T23:00:00Z"));
    Visit inside = Visits.completed();
    inside.setExitedAt(null);
    inside.setClosedAt(null);
    assertThat(of(inside).cells().get(onSite(Granularity.DAY, "2026-11-22T23:00:00Z")))
        .isEqualTo(new Accumulator(0L, 1L, List.of(), List.of()));
  }

  @Test
  void anUnchangedVisitChangesNoCell() {
    assertThat(Contributions.difference(of(Visits.completed()), of(Visits.completed()))).isEmpty();
  }

  @Test
  void aChangeTakesBackWhatWasAddedAndAddsWhatCounts() {
    // Given
    Visit later = Visits.completed();
    later.setExitedAt(Visits.at("09:20"));
    Cells cells = new Cells();
    cells.apply(of(Visits.completed()).cells());
    // When
    cells.apply(Contributions.difference(of(Visits.completed()), of(later)));
    // Then
    Cells direct = new Cells();
    direct.apply(of(later).cells());
    assertThat(cells.bytes()).isEqualTo(direct.bytes());
  }

  @Test
  void aChangedZoneMovesEveryMeasurementToTheNewDay() {
    Visit visit = Visits.completed();
    Cells cells = new Cells();
    cells.apply(of(visit).cells());
    Contributions inUtc = Contributions.of(visit, CATALOGUE, ZoneOffset.UTC);
    cells.apply(Contributions.difference(of(visit), inUtc));
    Cells direct = new Cells();
    direct.apply(inUtc.cells());
    assertThat(cells.bytes()).isEqualTo(direct.bytes());
  }

  @Test
  void theRecordKeptBesideTheVisitTakesBackExactlyWhatWasAdded() {
    Contributions made = of(Visits.completed());
    Contributions read = Contributions.fromRecord(made.toRecord(), CATALOGUE);
    Cells cells = new Cells();
    cells.apply(made.cells());
    cells.apply(Contributions.difference(read, Contributions.none(CATALOGUE, PARIS)));
    assertThat(cells.isEmpty()).isTrue();
  }

  @Test
  void measurementsOfAKpiThatIsGoneAreLeftAlone() {
    KpiCatalogue fewer = new KpiCatalogue(List.of(CATALOGUE.find("turnaround").orElseThrow()));
    Contributions read = Contributions.fromRecord(of(Visits.completed()).toRecord(), fewer);
    assertThat(read.measurements()).hasSize(1);
  }

  @Test
  void aMeasureMustGiveAValueForEachDimension() {
    KpiDefinition wrong =
        new KpiDefinition(
            "wrong",
            "Wrong",
            "Forgets its dimension.",
            KpiUnit.MINUTES,
            List.of("carrier"),
            Aggregate.DISTRIBUTION,
            (visit, into) -> into.add(Instant.EPOCH, 1));
    KpiCatalogue catalogue = new KpiCatalogue(List.of(wrong));
    assertThatThrownBy(() -> Contributions.of(Visits.empty(), catalogue, PARIS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("wrong");
  }

  private static CellKey onSite(Granularity granularity, String start) {
    return new CellKey("on-site", granularity, Instant.parse(start), List.of());
  }

  private static Contributions of(Visit visit) {
    return Contributions.of(visit, CATALOGUE, PARIS);
  }
}
