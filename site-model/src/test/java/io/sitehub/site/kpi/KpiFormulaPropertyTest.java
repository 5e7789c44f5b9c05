package io.sitehub.site.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Visit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every formula, over random visits. */
class KpiFormulaPropertyTest {
  private static final List<KpiFormula> FORMULAS = Formulas.builtIn(ZoneId.of("Europe/Paris"));

  static LongStream seeds() {
    Long seed = Long.getLong("sitehub.seed");
    return seed == null ? LongStream.range(0, 200) : LongStream.of(seed);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void theDifferenceIsWhatIsAddedNowWithoutWhatWasAddedBefore(long seed) {
    Random random = new Random(seed);
    Visit before = Visits.random(random);
    Visit after = Visits.changed(before, random);
    for (KpiFormula formula : FORMULAS) {
      SortedMap<CellKey, Accumulator> expected = new TreeMap<>(formula.cells(after));
      formula
          .cells(before)
          .forEach((cell, value) ->
              expected.merge(cell, AccumulatorGroup.negate(value), AccumulatorGroup::plus));
      expected.values().removeIf(AccumulatorGroup::isZero);
      assertThat(formula.difference(before, after))
          .as(formula.kpi().name())
          .containsExactlyEntriesOf(expected);
    }
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void whatDoesNotReadWhatChangedDoesNotChange(long seed) {
    Random random = new Random(seed);
    Visit before = Visits.random(random);
    Visit after = Visits.changed(before, random);
    long changed = VisitFields.changed(before, after);
    assertThat(changed == 0).isEqualTo(before.equals(after));
    for (KpiFormula formula : FORMULAS) {
      if (!formula.reads(changed)) {
        assertThat(formula.difference(before, after)).as(formula.kpi().name()).isEmpty();
      }
    }
  }

  @Test
  void aFieldThatNoneReadsLeavesAllAlone() {
    Visit after = Visits.completed();
    after.setEventCount(99);
    after.setTractorPlate("AB-123-CD");
    long changed = VisitFields.changed(Visits.completed(), after);
    assertThat(Long.bitCount(changed)).isEqualTo(2);
    assertThat(FORMULAS).noneMatch(formula -> formula.reads(changed));
    assertThat(FORMULAS).allMatch(formula -> formula.reads(VisitFields.changed(null, after)));
  }

  /**
   * The cells of 500 seeded visits. A change here means that figures computed before and after a
   * release would be mixed up in one series.
   */
  @Test
  void whatKpisMeanHasNotChanged() throws NoSuchAlgorithmException {
    Cells cells = new Cells();
    Random random = new Random(2_026);
    for (int i = 0; i < 500; i++) {
      cells.apply(FORMULAS, null, Visits.random(random));
    }
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    for (Map.Entry<String, String> cell : cells.bytes().entrySet()) {
      hash.update((cell.getKey() + cell.getValue()).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(HexFormat.of().formatHex(hash.digest()))
        .as(
            "KPIs come to something else than before: if that is meant, raise Vocabulary.VERSION, so"
                + " that every series is filled anew, and put the new hash here")
        .isEqualTo("dd7a1281db79c3bf80678b3eb91d0429c11230ef01842069b4134504876dc096");
  }
}
