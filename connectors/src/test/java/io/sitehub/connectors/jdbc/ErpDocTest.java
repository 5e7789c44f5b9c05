package io.sitehub.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** The keys in docs/erp.md are those of the connector, and its example is taken. */
class ErpDocTest {

  private static final Path DOCS = Path.of("../docs");
  private static final String HEADING = "| key | default | meaning |\n|---|---|---|\n";

  @Test
  void theKeysAreThoseOfTheConnector() throws IOException {
    // Given
    Path page = DOCS.resolve("erp.md");
    String text = Files.readString(page);
    int start = text.indexOf(HEADING) + HEADING.length();
    int end = text.indexOf("\n\n", start);

    // When
    String keys =
        JdbcSinkConfig.DEFINITION.configKeys().values().stream()
            .map(key -> "| `%s` | %s | %s |".formatted(key.name, defaultOf(key), key.documentation))
            .collect(Collectors.joining("\n"));
    if (Boolean.getBoolean("sitehub.docs.write")) {
      Files.writeString(page, text.substring(0, start) + keys + text.substring(end));
    }

    // Then
    assertThat(Files.readString(page)).contains(HEADING + keys + "\n\n");
  }

  private static String defaultOf(ConfigDef.ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    return key.type == ConfigDef.Type.PASSWORD ? "" : "`" + key.defaultValue + "`";
  }

  @Test
  void theExampleIsTaken() throws IOException {
    // Given
    Map<String, String> example =
        new ObjectMapper()
            .readValue(
                DOCS.resolve("examples/erp-jdbc-sink.json").toFile(), new TypeReference<>() {});

    // When
    List<ConfigValue> values = new TicketJdbcSinkConnector().validate(example).configValues();

    // Then
    assertThat(values).allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
  }

  @Test
  void whatIsWrongIsSaidKeyByKey() {
    // When
    List<ConfigValue> values =
        new TicketJdbcSinkConnector()
            .validate(
                Map.of(
                    "name", "erp",
                    "connection.url", "jdbc:oracle:thin:@erp",
                    "tables", "alter",
                    "tables.prefix", "Robert'); --",
                    "value.converter", "org.apache.kafka.connect.json.JsonConverter"))
            .configValues();

    // Then
    Map<String, String> wrong =
        values.stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(
                Collectors.toMap(
                    ConfigValue::name, value -> value.errorMessages().getFirst(), (a, _) -> a));
    assertThat(wrong)
        .containsOnlyKeys(
            "connection.url",
            "connection.user",
            "schema.registry.url",
            "tables",
            "tables.prefix",
            "consumer.override.isolation.level",
            "key.converter",
            "value.converter",
            "errors.tolerance",
            "errors.deadletterqueue.topic.name",
            "errors.deadletterqueue.context.headers.enable");
    assertThat(wrong.get("connection.url")).contains("must be of the form jdbc:postgresql://");
    assertThat(wrong.get("value.converter")).contains("must be").contains("ByteArrayConverter");
  }
}
