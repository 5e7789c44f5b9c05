package io.sitehub.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All modules keep to the structure of the design, and every rule is proven able to fail. */
class ArchitectureTest {
  private static final String TERMINAL = "io.sitehub.terminal";
  private static final String MODEL = "io.sitehub.model";
  private static final String SITE = "io.sitehub.site";
  private static final String KIT = "io.sitehub.kit";
  private static final String LOCAL = "io.sitehub.local";
  private static final String GATEWAY = "io.sitehub.gateway";
  private static final String PROCESSORS = "io.sitehub.processors";
  private static final String KPIS = "io.sitehub.kpis";
  private static final String CONNECTORS = "io.sitehub.connectors";
  private static final String CLI = "io.sitehub.cli";
  private static final String CATALOGUE = MODEL + ".topic.TopicCatalogue";

  /** What each module may depend on. */
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          TERMINAL, List.of(),
          MODEL, List.of(),
          SITE, List.of(MODEL),
          KIT, List.of(),
          LOCAL, List.of(),
          GATEWAY, List.of(MODEL, KIT),
          PROCESSORS, List.of(MODEL, SITE, KIT),
          KPIS, List.of(MODEL, SITE, KIT),
          CONNECTORS, List.of(MODEL),
          CLI, List.of(TERMINAL, MODEL, SITE, KIT, LOCAL, GATEWAY, PROCESSORS, KPIS, CONNECTORS));

  /**
   * Where time comes from: the entry points of processes, of the library and of what Kafka Connect
   * makes, and the commands.
   */
  private static final List<String> WIRING =
      List.of(
          TERMINAL + ".ClientSettings",
          GATEWAY + ".Gateway",
          PROCESSORS + ".Processors",
          KPIS + ".KpiService",
          CONNECTORS + ".jdbc.TicketJdbcSinkTask",
          CONNECTORS + ".http.TicketHttpSinkTask",
          CLI + ".command.");

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sitehub");

  private static final JavaClasses FIXTURE =
      new ClassFileImporter().importPackages("io.sitehub.cli.architecture.fixture");

  static Stream<String> modules() {
    return ALLOWED.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleDependsOnlyOnThoseItMay(String module) {
    List<String> forbidden = new ArrayList<>(ALLOWED.keySet());
    forbidden.remove(module);
    forbidden.removeAll(ALLOWED.getOrDefault(module, List.of()));
    if (!forbidden.isEmpty()) {
      Rules.independent(module, forbidden).check(PRODUCTION);
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void thePackagesOfAModuleHaveNoCycle(String module) {
    Rules.withoutCycles(module).check(PRODUCTION);
  }

  @Test
  void onlyTheCatalogueNamesATopic() {
    Rules.topicsNamedOnlyBy(CATALOGUE).check(PRODUCTION);
  }

  @Test
  void onlyWiringAsksWhatTimeItIs() {
    Rules.timeInjectedExceptIn(WIRING).check(PRODUCTION);
  }

  @Test
  void everyRuleCanFail() {
    assertFails(Rules.independent(CLI, List.of(MODEL)), PRODUCTION);
    assertFails(Rules.withoutCycles("io.sitehub.cli.architecture.fixture"), FIXTURE);
    assertFails(Rules.topicsNamedOnlyBy(CATALOGUE), FIXTURE);
    assertFails(Rules.topicsNamedOnlyBy("nobody"), PRODUCTION);
    assertFails(Rules.timeInjectedExceptIn(WIRING), FIXTURE);
  }

  private static void assertFails(ArchRule rule, JavaClasses classes) {
    assertThat(rule.evaluate(classes).hasViolation()).as(rule.getDescription()).isTrue();
  }
}
