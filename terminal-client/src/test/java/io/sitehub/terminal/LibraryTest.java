package io.sitehub.terminal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What whoever embeds the library has to have. */
class LibraryTest {
  private static final int JAVA_17 = 61;

  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sitehub.terminal");

  @Test
  void itRunsOnJava17() {
    assertThat(LIBRARY).hasSizeGreaterThan(20);
    for (JavaClass type : LIBRARY) {
      assertThat(classFileVersion(type)).as(type.getName()).isEqualTo(JAVA_17);
    }
  }

  @Test
  void itNeedsFewOtherLibrariesAndNoneOfOurs() throws IOException {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.sitehub.terminal..",
            "java..",
            "javax.net.ssl",
            "com.fasterxml.jackson.core..",
            "com.fasterxml.jackson.databind..",
            "org.sqlite..",
            "org.slf4j..",
            "org.jspecify.annotations")
        .check(LIBRARY);
    assertThat(compiledAgainst(Files.readString(Path.of("pom.xml"))))
        .containsExactly("sqlite-jdbc", "jackson-core", "jackson-databind", "slf4j-api");
  }

  @Test
  void theReadmeShowsWhatCompiles() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/sitehub/terminal/UsageExample.java"));
    String example = source.replaceAll("(?s).*// example\n|    // end\n.*", "").indent(-4);

    assertThat(example.lines().count()).isBetween(10L, 20L);
    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "```");
  }

  /** The dependencies of a pom that are not for its tests. */
  private static List<String> compiledAgainst(String pom) {
    return Pattern.compile("(?s)<dependency>(.*?)</dependency>")
        .matcher(pom)
        .results()
        .map(dependency -> dependency.group(1))
        .filter(dependency -> !dependency.contains("<scope>test</scope>"))
        .map(dependency -> dependency.replaceAll("(?s).*<artifactId>|</artifactId>.*", ""))
        .toList();
  }

  private static int classFileVersion(JavaClass type) {
    try (DataInputStream in =
        new DataInputStream(type.getSource().orElseThrow().getUri().toURL().openStream())) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
