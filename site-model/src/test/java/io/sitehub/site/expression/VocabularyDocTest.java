package io.sitehub.site.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.site.kpi.KpiChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VocabularyDocTest {
  private static final Path DOC = Path.of("../docs/kpis.md");
  private static final String HEADER = "| of | field | type | |";

  @Test
  void docsListEveryFieldThatCanBeSpokenOf() throws IOException {
    // Given
    List<String> declared = Vocabulary.entries().stream().map(VocabularyDocTest::row).toList();
    if (System.getProperty("sitehub.docs.write") != null) {
      write(declared);
    }
    // When
    List<String> documented =
        Files.readAllLines(DOC).stream()
            .dropWhile(line -> !line.equals(HEADER))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    // Then
    assertThat(documented).isEqualTo(declared);
  }

  @Test
  void theExampleCanBeDefined() throws IOException {
    String doc = Files.readString(DOC);
    int start = doc.indexOf("```json") + "```json".length();
    String example = doc.substring(start, doc.indexOf("```", start));
    byte[] json = new ObjectMapper().readTree(example).toString().getBytes(UTF_8);
    RecordRead read = JsonToAvro.of(KpiDeclaration.class).read(json);
    assertThat(read).isInstanceOf(RecordRead.Valid.class);
    assertThat(KpiChecker.check((KpiDeclaration) ((RecordRead.Valid) read).data())).isEmpty();
  }

  private static String row(Vocabulary.Entry entry) {
    return "| %s | `%s` | %s | %s |"
        .formatted(entry.of(), entry.field(), entry.type(), entry.meaning());
  }

  private static void write(List<String> rows) throws IOException {
    List<String> lines = Files.readAllLines(DOC);
    int table = lines.indexOf(HEADER) + 2;
    Stream<String> after = lines.stream().skip(table).dropWhile(line -> line.startsWith("|"));
    List<String> whole =
        Stream.of(lines.stream().limit(table), rows.stream(), after).flatMap(part -> part).toList();
    Files.write(DOC, whole);
  }
}
