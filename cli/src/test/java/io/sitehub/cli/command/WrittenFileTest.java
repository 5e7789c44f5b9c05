package io.sitehub.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.cli.query.Reply;
import io.sitehub.cli.screen.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenFileTest {
  @TempDir Path directory;

  @Test
  void whatIsWrongIsShownAtItsLineAndColumn() throws IOException {
    // Given
    WrittenFile file =
        WrittenFile.read(
            write(
                """
                {
                  "zone": "UTC",
                  "scales": [{"id": "a"},
                             {"id": "b", "maxKg": -1}]
                }
                """));
    JsonNode problem =
        new ObjectMapper()
            .readTree(
                """
                {"violations": [{"pointer": "/scales/1/maxKg", "detail": "too small"},
                                {"pointer": "/scales/0/name", "detail": "is missing"}]}
                """);
    // Then
    assertThatThrownBy(() -> file.accepted(new Reply.Refused(422, problem)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("site.json:4:35: /scales/1/maxKg too small")
        .hasMessageContaining(
            "    "
                + " ".repeat(13)
                + "{\"id\": \"b\", \"maxKg\": -1}]\n"
                + " ".repeat(4 + 34)
                + "^")
        .hasMessageContaining("site.json:3:14: /scales/0/name is missing");
  }

  @Test
  void whatIsNoJsonIsSaidBeforeItIsSent() throws IOException {
    Path path = write("{\n  \"zone\" \"UTC\"}");
    assertThatThrownBy(() -> WrittenFile.read(path))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("site.json:2:");
  }

  @Test
  void theNameOfAKpiIsThatOfTheFile() throws IOException {
    assertThat(
            WrittenFile.read(write("{\"target\":{\"kpi\":\"x\"},\"kpi\":\"own\"}")).member("kpi"))
        .isEqualTo("own");
    assertThat(WrittenFile.read(write("{}")).member("kpi")).isEmpty();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("site.json"), text);
  }
}
