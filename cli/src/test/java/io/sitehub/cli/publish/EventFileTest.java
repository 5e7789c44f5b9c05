package io.sitehub.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFileTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"id\":\"a\"},{\"id\":\"b\"}]",
        "{\"id\":\"a\"}\n{\"id\":\"b\"}\n",
        "{\"id\":\"a\"}{\"id\":\"b\"}",
        "[{\"id\":\"a\"}]\n{\"id\":\"b\"}"
      })
  void readsAnArrayOrOneEventALine(String text) throws IOException {
    assertThat(read(text)).extracting(event -> event.path("id").asText()).containsExactly("a", "b");
  }

  @Test
  void anEmptyFileHasNoEvents() throws IOException {
    assertThat(read("")).isEmpty();
  }

  @Test
  void saysWhereItIsNotJson() {
    assertThatThrownBy(() -> read("{\"id\":\"a\"}\n{\"id\":"))
        .isInstanceOf(EventFile.NotJson.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void saysWhichEventIsNoObject() {
    assertThatThrownBy(() -> read("[{}, 7]"))
        .isInstanceOf(EventFile.NotJson.class)
        .hasMessage("event 1 is not a JSON object");
  }

  private static List<JsonNode> read(String text) throws IOException {
    return EventFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
