package io.sitehub.site.declare;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.json.Violation;
import io.sitehub.site.declare.KpiDeclarationJson.KpiRead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KpiDeclarationJsonTest {
  private static final String GRAVEL =
      """
      {%s"title": "Gravel", "definition": "Net weight of gravel.", "at": "visit.closedAt",
       "when": "%s", "value": "visit.netKg", "aggregate": "total", "unit": "tonnes"}
      """;

  @Test
  void theNameMayBeLeftOut() {
    assertThat(read(GRAVEL.formatted("", "visit.material == 'gravel'")))
        .isInstanceOfSatisfying(
            KpiRead.Valid.class,
            valid -> assertThat(valid.declaration().getKpi()).isEqualTo("gravel-net"));
    assertThat(read(GRAVEL.formatted("\"kpi\": \"gravel-net\", ", "true")))
        .isInstanceOf(KpiRead.Valid.class);
  }

  @Test
  void anotherNameIsRefused() {
    assertThat(violations(GRAVEL.formatted("\"kpi\": \"gravel\", ", "true")))
        .extracting(Violation::pointer)
        .containsExactly("/kpi");
  }

  @Test
  void anExpressionThatIsWrongIsNamedWithItsPlace() {
    assertThat(violations(GRAVEL.formatted("", "visit.materiel == 'gravel'")))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.pointer()).isEqualTo("/when");
          assertThat(violation.rule().code()).isEqualTo("cel");
          assertThat(violation.detail()).startsWith("1:").contains("materiel");
        });
  }

  @Test
  void whatCannotBeReadIsToldAtOnce() {
    assertThat(violations("{\"aggregate\": \"sum\", \"unit\": \"tons\", \"at\": 1}"))
        .extracting(Violation::pointer)
        .contains("/aggregate", "/unit", "/at", "/title", "/definition");
    assertThat(violations("[]")).isNotEmpty();
    assertThat(violations("{")).isNotEmpty();
  }

  private static KpiRead read(String json) {
    return KpiDeclarationJson.read(json.getBytes(StandardCharsets.UTF_8), "gravel-net");
  }

  private static List<Violation> violations(String json) {
    return ((KpiRead.Invalid) read(json)).violations();
  }
}
