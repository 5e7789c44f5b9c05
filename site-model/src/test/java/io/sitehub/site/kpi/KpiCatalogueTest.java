package io.sitehub.site.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.model.state.KpiDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class KpiCatalogueTest {

  @Test
  void docsStateEveryKpiAsDeclared() throws IOException {
    // Given
    List<String> declared =
        KpiCatalogue.builtIn().definitions().stream().map(KpiCatalogueTest::row).toList();
    // When
    List<String> documented =
        Files.readAllLines(Path.of("../docs/kpis.md")).stream()
            .dropWhile(line -> !line.startsWith("|---"))
            .skip(1)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    // Then
    assertThat(documented).isEqualTo(declared);
  }

  @Test
  void measuresAreNamedAfterAggregateAndUnit() {
    assertThat(measures("turnaround")).containsExactly("mean min", "p50 min", "p90 min", "p95 min");
    assertThat(measures("weighing-cycle")).containsExactly("mean s", "p50 s", "p90 s", "p95 s");
    assertThat(measures("throughput")).containsExactly("trucks trucks", "tonnes t");
    assertThat(measures("exception-rate")).containsExactly("percent %");
    assertThat(measures("on-site")).containsExactly("now trucks", "mean trucks", "maximum trucks");
    assertThat(measures("scale-utilisation")).containsExactly("percent %", "hours h");
    assertThat(measures("load-accuracy")).containsExactly("mean %", "p50 %", "p90 %", "p95 %");
  }

  @Test
  void twoKpisOfOneNameAreRefused() {
    KpiDeclaration kpi = KpiCatalogue.builtIn().declaration("turnaround").orElseThrow();
    assertThatThrownBy(() -> new KpiCatalogue(List.of(kpi, kpi)))
        .hasMessage("two KPIs are named turnaround");
  }

  private static List<String> measures(String kpi) {
    return KpiCatalogue.builtIn().find(kpi).orElseThrow().measures().stream()
        .map(measure -> measure.name() + " " + measure.unit().symbol())
        .toList();
  }

  private static String row(KpiDefinition kpi) {
    return "| `%s` | %s | %s | %s | %s | %s |"
        .formatted(
            kpi.name(),
            kpi.definition(),
            kpi.unit().symbol(),
            kept(kpi),
            kpi.dimensions().isEmpty() ? "–" : String.join(", ", kpi.dimensions()),
            kpi.aggregate().name().toLowerCase(Locale.ROOT));
  }

  private static String kept(KpiDefinition kpi) {
    return switch (kpi.aggregate()) {
      case RATIO -> "0 or 1";
      case UTILISATION -> "ms";
      case DISTRIBUTION, DEVIATION, TOTAL, OCCUPANCY -> kpi.unit().baseUnit();
    };
  }
}
