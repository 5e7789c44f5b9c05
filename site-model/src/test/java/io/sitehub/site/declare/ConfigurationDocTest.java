package io.sitehub.site.declare;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.json.EnumWords;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.site.declare.SiteConfigJson.ConfigRead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} against the schema; {@code -Dsitehub.docs.write} writes the tables
 * into it.
 */
class ConfigurationDocTest {
  private static final Path DOC = Path.of("..", "docs", "configuration.md");
  private static final String BEGIN = "<!-- made from config.avdl -->\n";
  private static final String END = "<!-- until here -->";

  @Test
  void theTablesSayWhatTheSchemaSays() throws IOException {
    // Given
    String doc = Files.readString(DOC);
    Pattern tables = Pattern.compile(Pattern.quote(BEGIN) + ".*?" + END, Pattern.DOTALL);

    // When
    String expected = BEGIN + tables() + END;

    // Then
    if (System.getProperty("sitehub.docs.write") != null) {
      Files.writeString(DOC, tables.matcher(doc).replaceFirst(Matcher.quoteReplacement(expected)));
    }
    assertThat(Files.readString(DOC)).contains(expected);
  }

  @Test
  void theExamplesAreConfigurations() throws IOException {
    Matcher blocks =
        Pattern.compile("```json\n(\\{.*?)```", Pattern.DOTALL).matcher(Files.readString(DOC));
    int count = 0;
    while (blocks.find()) {
      ConfigRead read =
          SiteConfigJson.read(
              blocks.group(1).getBytes(StandardCharsets.UTF_8), "lyon-1", Instant.EPOCH);
      assertThat(read).isInstanceOf(ConfigRead.Valid.class);
      count++;
    }
    assertThat(count).isPositive();
  }

  @Test
  void theExampleFilesAreValid() throws IOException {
    Path examples = Path.of("..", "docs", "examples");
    assertThat(
            SiteConfigJson.read(
                Files.readAllBytes(examples.resolve("site.json")), "lyon-1", Instant.EPOCH))
        .isInstanceOf(ConfigRead.Valid.class);
    try (Stream<Path> kpis = Files.list(examples.resolve("kpis"))) {
      List<Path> files = kpis.toList();
      assertThat(files).isNotEmpty();
      for (Path file : files) {
        String name = file.getFileName().toString().replace(".json", "");
        assertThat(KpiDeclarationJson.read(Files.readAllBytes(file), name))
            .as(file.toString())
            .isInstanceOf(KpiDeclarationJson.KpiRead.Valid.class);
      }
    }
  }

  private static String tables() {
    StringBuilder text = new StringBuilder("\n");
    text.append(table(SiteConfig.getClassSchema()));
    nested()
        .forEach((name, record) -> {
          text.append("\n`").append(name).append("`: ").append(oneLine(record.getDoc()));
          text.append("\n\n").append(table(record));
        });
    return text.append("\n").toString();
  }

  private static Map<String, Schema> nested() {
    Map<String, Schema> nested = new LinkedHashMap<>();
    for (Schema.Field field : SiteConfig.getClassSchema().getFields()) {
      if (field.schema().getType() == Schema.Type.ARRAY
          && field.schema().getElementType().getType() == Schema.Type.RECORD) {
        nested.put(field.schema().getElementType().getName(), field.schema().getElementType());
      }
    }
    return nested;
  }

  private static String table(Schema record) {
    StringBuilder text = new StringBuilder("| field | JSON | default | allowed | meaning |\n");
    text.append("|---|---|---|---|---|\n");
    for (Schema.Field field : record.getFields()) {
      text.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  field.name(),
                  json(value(field)),
                  otherwise(field),
                  allowed(field),
                  meaning(field)));
    }
    return text.toString();
  }

  private static String meaning(Schema.Field field) {
    boolean isList = field.schema().getType() == Schema.Type.ARRAY;
    return field.doc() == null && isList && field.schema().getElementType().getDoc() != null
        ? "each: " + oneLine(field.schema().getElementType().getDoc())
        : oneLine(field.doc());
  }

  private static Schema value(Schema.Field field) {
    return field.schema().isUnion() ? field.schema().getTypes().getLast() : field.schema();
  }

  private static String json(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> "string";
      case INT -> "whole number";
      case LONG -> {
        assertThat(schema.getLogicalType()).isInstanceOf(LogicalTypes.TimestampMillis.class);
        yield "date-time";
      }
      case DOUBLE -> "number";
      case ENUM ->
          schema.getEnumSymbols().stream()
              .filter(symbol -> !symbol.equals("UNSPECIFIED"))
              .map(symbol -> "`" + EnumWords.word(symbol) + "`")
              .collect(Collectors.joining(", "));
      case ARRAY -> "array of " + json(schema.getElementType());
      case RECORD -> "`" + schema.getName() + "`";
      default -> throw new AssertionError("no configuration has " + schema);
    };
  }

  private static String otherwise(Schema.Field field) {
    if (field.name().equals("siteId")) {
      return "that of the path";
    }
    if (field.name().equals("validFrom")) {
      return "now";
    }
    if (!field.hasDefaultValue()) {
      return "required";
    }
    Object value = field.defaultVal();
    return field.schema().isUnion() || value instanceof List<?> ? "none" : "`" + value + "`";
  }

  private static String allowed(Schema.Field field) {
    List<String> rules = new ArrayList<>();
    add(rules, field, "minimum", "at least %s");
    add(rules, field, "maximum", "at most %s");
    add(rules, field, "maxLength", "1 to %s characters");
    add(rules, field, "maxItems", "at most %s");
    add(rules, field, "itemMaxLength", "each 1 to %s characters");
    add(rules, field, "pattern", "`%s`");
    add(rules, field, "itemPattern", "each `%s`");
    return String.join("; ", rules);
  }

  private static void add(List<String> rules, Schema.Field field, String property, String words) {
    Object value = field.getObjectProp(property);
    if (value != null) {
      rules.add(words.formatted(value).replace("|", "\\|"));
    }
  }

  private static String oneLine(String doc) {
    return doc == null ? "" : doc.strip().replaceAll("\\s+", " ").replace("|", "\\|");
  }
}
