package io.sitehub.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;

class ErpHttpDocTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "erp-http.md");
  private static final Path EXAMPLE = Path.of("..", "docs", "examples", "erp-http-sink.json");
  private static final String HEAD = "| key | default | what |\n|---|---|---|\n";

  @Test
  void theTableSaysWhatTheKeysAre() throws IOException {
    // Given
    StringBuilder table = new StringBuilder(HEAD);
    HttpSinkConfigDef.DEFINITION.configKeys().values().stream()
        .sorted(Comparator.comparingInt(ErpHttpDocTest::place))
        .forEach(key -> table.append(row(key)));
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf(HEAD);
    int to = document.indexOf("\n\n", from) + 1;

    // When
    if (System.getProperty("sitehub.docs.write") != null) {
      document = document.substring(0, from) + table + document.substring(to);
      Files.writeString(DOCUMENT, document);
      to = document.indexOf("\n\n", from) + 1;
    }

    // Then
    assertThat(document.substring(from, to))
        .as("made from the keys: -Dtest=ErpHttpDocTest -Dsitehub.docs.write writes it anew")
        .isEqualTo(table.toString());
  }

  /** As the groups follow each other in the definition. */
  private static int place(ConfigKey key) {
    return HttpSinkConfigDef.DEFINITION.groups().indexOf(key.group) * 100 + key.orderInGroup;
  }

  private static String row(ConfigKey key) {
    return "| `%s` | %s | %s |\n".formatted(key.name, byDefault(key), key.documentation);
  }

  private static String byDefault(ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    String text = ConfigDef.convertToString(key.defaultValue, key.type);
    boolean absent = text == null || text.isEmpty() || key.type == Type.PASSWORD;
    return absent ? "–" : "`" + text + "`";
  }

  @Test
  void theDocumentShowsAllFieldsOfATicket() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .contains(
            TicketFields.all().keySet().stream()
                .filter(name -> !name.contains("."))
                .map(name -> '"' + name + '"')
                .toList())
        .contains(
            TicketFields.all().keySet().stream()
                .filter(name -> name.startsWith("first."))
                .map(name -> '"' + name.substring("first.".length()) + '"')
                .toList());
  }

  @Test
  void theExampleIsAValidConfiguration() throws IOException {
    // Given
    ObjectMapper mapper = new ObjectMapper();
    JsonNode example = mapper.readTree(EXAMPLE.toFile());
    Map<String, String> settings =
        mapper.convertValue(example.get("config"), new TypeReference<>() {});

    // When
    Config validated = new TicketHttpSinkConnector().validate(settings);

    // Then
    assertThat(validated.configValues()).allMatch(value -> value.errorMessages().isEmpty());
    assertThat(settings)
        .containsEntry("connector.class", TicketHttpSinkConnector.class.getName())
        .containsEntry("name", example.get("name").asText())
        .containsEntry(
            "topics", TopicCatalogue.TICKETS.name() + "," + TopicCatalogue.ERP_REDRIVES.name())
        .containsEntry("errors.deadletterqueue.topic.name", TopicCatalogue.ERP_REJECTED.name())
        .containsKeys(
            HttpSinkConfigDef.DEFINITION.names().stream()
                .filter(key -> !AuthKind.API_KEY.neededKeys().contains(key))
                .toArray(String[]::new));
  }
}
