package io.sitehub.model.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that is made from code, and must be what the code makes. */
final class GeneratedFile {

  private static final String WRITE = "sitehub.docs.write";
  private static final String RELEASE = "sitehub.schemas.release";

  private GeneratedFile() {}

  /**
   * Compares the file with what it should be; with {@code -Dsitehub.docs.write}, or when schemas
   * are released, writes it instead.
   */
  static void check(String name, String expected, Class<?> test) throws IOException {
    Path file = Path.of("..", "docs", name);
    if (System.getProperty(WRITE) != null || System.getProperty(RELEASE) != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(
            "docs/%s is made from the code; make it again: mvn -pl event-model -am test "
                + "-Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -D%s",
            name, test.getSimpleName(), WRITE)
        .isEqualTo(expected);
  }
}
