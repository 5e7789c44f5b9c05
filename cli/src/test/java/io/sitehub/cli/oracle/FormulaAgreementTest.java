package io.sitehub.cli.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Visit;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.AccumulatorGroup;
import io.sitehub.site.kpi.CellKey;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiDefinition;
import io.sitehub.site.kpi.KpiFormula;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every built-in KPI, as its declaration computes it, against the oracle, which has it from the
 * words of its definition; in several time zones and under settings that change on the way.
 */
class FormulaAgreementTest {
  private static final int HISTORIES = Integer.getInteger("sitehub.oracle.histories", 6) * 2;
  private static final String SITE = "lyon-1";

  static LongStream seeds() {
    Long given = Long.getLong("sitehub.seed");
    return given == null ? new Random().longs(HISTORIES) : LongStream.of(given);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void everyKpiIsWhatItsDefinitionSays(long seed) {
    // Given
    List<SiteConfig> settings = RandomSettings.of(SITE, seed);
    SiteHistory history = SiteHistory.of(SITE, settings);
    SiteOracle.Site expected =
        new SiteOracle(SITE, history.zone(), settings).of(new RandomSite(SITE, seed, 40).log());

    // When
    List<KpiCell> cells = new ArrayList<>();
    for (KpiDeclaration declaration : KpiCatalogue.builtIn().declarations()) {
      KpiFormula formula = KpiFormula.of(declaration, history);
      sum(formula, expected.visits().values())
          .forEach((key, value) ->
              cells.add(
                  new KpiCell(
                      SITE,
                      declaration.getKpi(),
                      key.dimensions(),
                      key.granularity(),
                      key.windowStart(),
                      value)));
    }

    // Then
    Comparison comparison = new Comparison(expected);
    comparison.cells(cells);
    assertThat(comparison.differences()).isEmpty();
    RolledUp rolledUp = new RolledUp(expected);
    for (KpiDefinition kpi : KpiCatalogue.builtIn().definitions()) {
      assertThat(rolledUp.differences(kpi, cells)).isEmpty();
    }
  }

  @Test
  void theOracleKnowsEveryKpi() {
    SiteOracle.Site site =
        new SiteOracle(SITE, ZoneId.of("UTC"), List.of()).of(new RandomSite(SITE, 1, 400).log());
    assertThat(new TreeSet<>(site.readings().stream().map(Reading::kpi).toList()))
        .containsExactlyElementsOf(
            new TreeSet<>(
                KpiCatalogue.builtIn().definitions().stream().map(KpiDefinition::name).toList()));
  }

  private static Map<CellKey, Accumulator> sum(KpiFormula formula, Collection<Visit> visits) {
    SortedMap<CellKey, Accumulator> sums = new TreeMap<>();
    for (Visit visit : visits) {
      formula.cells(visit).forEach((key, value) -> sums.merge(key, value, AccumulatorGroup::plus));
    }
    sums.values().removeIf(AccumulatorGroup::isZero);
    return sums;
  }
}
