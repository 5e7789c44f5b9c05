package io.sitehub.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    assertThat(read(text)).containsExactly("{\"id\":\"a\"}", "{\"id\":\"b\"}");
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

  @Test
  void leavesEachEventAsItStands() throws IOException {
    // Given
    String event =
        "{ \"grossKg\": 1e3, \"n\":0.10000000000000000000001,\n \"d\":1, \"d\":2, \"é€😀\":\"\\u00e9\" }";

    // When
    List<String> read = read("\uFEFF [" + event + " , " + event + "]");

    // Then
    assertThat(read).containsExactly(event, event);
  }

  @Test
  void takesNothingButUtf8() {
    byte[] utf16 = "{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_16LE);

    assertThatThrownBy(() -> EventFile.read(new ByteArrayInputStream(utf16)))
        .isInstanceOf(EventFile.NotJson.class)
        .hasMessageContaining("UTF-8");
  }

  private static List<String> read(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return EventFile.read(new ByteArrayInputStream(utf8)).stream()
        .map(EventText::toString)
        .toList();
  }
}
