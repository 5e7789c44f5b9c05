package io.sitehub.cli.truth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A truth that shares code with what it checks would share its errors. */
class IndependenceTest {

  @Test
  void simulatorAndTruthKnowThePublicContractOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.sitehub.model..",
            "io.sitehub.processors..",
            "io.sitehub.kpis..",
            "io.sitehub.gateway..",
            "io.sitehub.site..",
            "io.sitehub.cli.oracle..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.sitehub.cli.simulate", "io.sitehub.cli.truth"));
  }
}
