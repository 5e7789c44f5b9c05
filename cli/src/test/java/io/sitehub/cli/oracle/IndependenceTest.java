package io.sitehub.cli.oracle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** An oracle that shares code with what it checks would share its errors. */
class IndependenceTest {

  @Test
  void theOracleKnowsTheRecordsOfTheEventModelOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.sitehub.site..",
            "io.sitehub.processors..",
            "io.sitehub.kpis..",
            "io.sitehub.gateway..",
            "io.sitehub.cli.truth..",
            "org.HdrHistogram..",
            "dev.cel..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.sitehub.cli.oracle"));
  }
}
