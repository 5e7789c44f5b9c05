package io.sitehub.site.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Bucket;
import io.sitehub.model.state.Change;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.Visit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KpiFormulaTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @Test
  void aMeasurementGoesIntoItsQuarterHourAndTheSitesDay() {
    Map<CellKey, Accumulator> cells = formula("turnaround").cells(Visits.completed());
    List<String> dimensions = List.of("Martin", "gravel", "outbound");
    Accumulator expected =
        new Accumulator(
            1L, 2_400_000L, List.of(new Bucket(HistogramLayout.indexOf(2_400_000), 1L)), List.of());
    assertThat(cells)
        .containsEntry(
            new CellKey(
                Granularity.QUARTER_HOUR, Instant.parse("2026-11-23T08:45:00Z"), dimensions),
            expected)
        .containsEntry(
            new CellKey(Granularity.DAY, Instant.parse("2026-11-22T23:00:00Z"), dimensions),
            expected);
  }

  @Test
  void onlyQuarterHoursKeepTheInstantsOfAnOccupancy() {
    KpiFormula onSite = formula("on-site");
    Map<CellKey, Accumulator> cells = onSite.cells(Visits.completed());
    assertThat(cells.get(onSite(Granularity.QUARTER_HOUR, "2026-11-23T08:00:00Z")))
        .isEqualTo(new Accumulator(0L, 1L, List.of(), List.of(new Change(Visits.at("08:10"), 1L))));
    assertThat(cells).doesNotContainKey(onSite(Granularity.DAY, "2026-11-22T23:00:00Z"));
    Visit inside = Visits.completed();
    inside.setExitedAt(null);
    inside.setClosedAt(null);
    assertThat(onSite.cells(inside).get(onSite(Granularity.DAY, "2026-11-22T23:00:00Z")))
        .isEqualTo(new Accumulator(0L, 1L, List.of(), List.of()));
  }

  @Test
  void anUnchangedVisitChangesNoCell() {
    for (KpiFormula formula : Formulas.builtIn(PARIS)) {
      assertThat(formula.difference(Visits.completed(), Visits.completed())).isEmpty();
    }
  }

  @Test
  void aChangeTakesBackWhatWasAddedAndAddsWhatCounts() {
    // Given
    Visit later = Visits.completed();
    later.setExitedAt(Visits.at("09:20"));
    Cells cells = new Cells();
    cells.apply(Formulas.builtIn(PARIS), null, Visits.completed());
    // When
    cells.apply(Formulas.builtIn(PARIS), Visits.completed(), later);
    // Then
    Cells direct = new Cells();
    direct.apply(Formulas.builtIn(PARIS), null, later);
    assertThat(cells.bytes()).isEqualTo(direct.bytes());
  }

  private static CellKey onSite(Granularity granularity, String start) {
    return new CellKey(granularity, Instant.parse(start), List.of());
  }

  private static KpiFormula formula(String kpi) {
    return Formulas.builtIn(kpi, Formulas.in(PARIS));
  }
}
