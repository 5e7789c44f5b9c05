package io.sitehub.site.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.model.json.Violation;
import io.sitehub.model.state.KpiAggregate;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiDimension;
import io.sitehub.model.state.KpiSubject;
import io.sitehub.model.state.KpiTarget;
import io.sitehub.model.state.KpiUnitName;
import io.sitehub.site.config.SiteHistory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class KpiCheckerTest {

  @Test
  void theBuiltInKpisObeyTheRulesOfAll() {
    for (KpiDeclaration declaration : KpiCatalogue.builtIn().declarations()) {
      assertThat(KpiChecker.check(declaration)).as(declaration.getKpi()).isEmpty();
    }
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    assertThat(
            check(d ->
                d.setWhen("visit.carier == 'x'")
                    .setAt("visit.exitedAt - visit.enteredAt")
                    .setUntil("visit.exitedAt")
                    .setValue("visit.")
                    .setDimensions(
                        List.of(
                            new KpiDimension("site", "visit.carrier"),
                            new KpiDimension("a", "visit.netKg"),
                            new KpiDimension("a", "visit.carrier"),
                            new KpiDimension("from", "visit.carrier")))
                    .setTarget(new KpiTarget("p99", null, null))))
        .containsExactly(
            "/when cel",
            "/at cel",
            "/value cel",
            "/dimensions/1/of cel",
            "/dimensions/0/name unique",
            "/dimensions/2/name unique",
            "/dimensions/3/name unique",
            "/until consistent",
            "/target/measure enum",
            "/target required");
  }

  @Test
  void theErrorOfAnExpressionIsToldByLineAndColumnAndShown() {
    List<Violation> violations =
        KpiChecker.check(with(d -> d.setWhen("visit.corrected &&\n visit.carier == 'x'")));
    assertThat(violations)
        .singleElement()
        .extracting(Violation::detail)
        .isEqualTo(
            "2:8: there is no field carier; did you mean carrier?\n"
                + " visit.carier == 'x'\n"
                + "       ^");
  }

  @Test
  void whatIsMeasuredMustSuitUnitAndAggregate() {
    assertThat(detail(d -> d.setValue("visit.netKg")))
        .isEqualTo("1:1: must be a duration, not a number: the unit is minutes");
    assertThat(detail(d -> d.setUnit(KpiUnitName.TONNES)))
        .isEqualTo("1:1: must be a number, not a duration: a weight is said in kilograms");
    assertThat(detail(d -> d.setAggregate(KpiAggregate.RATIO).setUnit(KpiUnitName.PERCENT)))
        .startsWith("1:1: must be true or false, not a duration");
    assertThat(check(d -> d.setAggregate(KpiAggregate.RATIO).setValue("visit.corrected")))
        .containsExactly("/unit consistent");
    assertThat(check(d -> d.setValue(null))).containsExactly("/value required");
    assertThat(check(d -> d.setValue(null).setAggregate(KpiAggregate.TOTAL)))
        .containsExactly("/value required");
    KpiUnitName trucks = KpiUnitName.TRUCKS;
    assertThat(check(d -> d.setValue(null).setAggregate(KpiAggregate.TOTAL).setUnit(trucks)))
        .isEmpty();
    assertThat(check(d -> d.setValue("1").setAggregate(KpiAggregate.TOTAL).setUnit(trucks)))
        .containsExactly("/value consistent");
  }

  @Test
  void onlySpansHaveAnEndAndNothingElse() {
    KpiAggregate occupancy = KpiAggregate.OCCUPANCY;
    KpiAggregate utilisation = KpiAggregate.UTILISATION;
    assertThat(check(d -> d.setAggregate(occupancy).setDue(true)))
        .containsExactly(
            "/until required", "/value consistent", "/due consistent", "/unit consistent");
    assertThat(check(d -> d.setAggregate(utilisation).setValue(null).setUntil("visit.exitedAt")))
        .containsExactly("/unit consistent");
    assertThat(
            check(d ->
                d.setAggregate(utilisation)
                    .setValue(null)
                    .setUntil("visit.exitedAt")
                    .setUnit(KpiUnitName.PERCENT)
                    .setDimensions(List.of(new KpiDimension("carrier", "visit.carrier")))))
        .containsExactly("/dimensions/0/name consistent");
  }

  @Test
  void partsOfAVisitAreThereOnlyWhereTheyAreMeasured() {
    assertThat(detail(d -> d.setWhen("handling.mode == 'loading'")))
        .startsWith("1:1: there is no handling here: `each` would have to be handling");
    assertThat(check(d -> d.setWhen("handling.mode == 'loading'").setEach(KpiSubject.HANDLING)))
        .isEmpty();
  }

  @Test
  void aTargetIsOfAMeasureAndHasALimit() {
    assertThat(check(d -> d.setTarget(new KpiTarget("p90", 45.0, null)))).isEmpty();
    assertThat(detail(d -> d.setTarget(new KpiTarget("p9", 45.0, null))))
        .isEqualTo("did you mean p90? must be one of: mean, p50, p90, p95");
    assertThat(check(d -> d.setTarget(new KpiTarget("p90", 45.0, 50.0))))
        .containsExactly("/target/atLeast consistent");
  }

  @Test
  void whatIsUnspecifiedIsRefused() {
    assertThat(
            check(d ->
                d.setAggregate(KpiAggregate.UNSPECIFIED)
                    .setUnit(KpiUnitName.UNSPECIFIED)
                    .setEach(KpiSubject.UNSPECIFIED)))
        .containsExactly("/aggregate enum", "/unit enum", "/each enum");
  }

  @Test
  void noFormulaIsMadeOfWhatIsWrong() {
    KpiDeclaration wrong = with(d -> d.setAt("visit.carrier"));
    assertThatThrownBy(() -> KpiFormula.of(wrong, SiteHistory.unconfigured("lyon-1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/at: 1:1: must be a timestamp, not a string");
  }

  private static List<String> check(Consumer<KpiDeclaration.Builder> change) {
    return KpiChecker.check(with(change)).stream()
        .map(violation -> violation.pointer() + " " + violation.rule().code())
        .toList();
  }

  private static String detail(Consumer<KpiDeclaration.Builder> change) {
    return KpiChecker.check(with(change)).getFirst().detail();
  }

  private static KpiDeclaration with(Consumer<KpiDeclaration.Builder> change) {
    KpiDeclaration.Builder declaration =
        KpiDeclaration.newBuilder()
            .setKpi("night-stay")
            .setTitle("Stay")
            .setDefinition("From entry to exit.")
            .setAt("visit.exitedAt")
            .setValue("visit.exitedAt - visit.enteredAt")
            .setAggregate(KpiAggregate.DISTRIBUTION)
            .setUnit(KpiUnitName.MINUTES);
    change.accept(declaration);
    return declaration.build();
  }
}
