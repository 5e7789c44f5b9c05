package io.sitehub.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerNodeTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"\u00f6 x", "a\\b", "#=:!"})
  void aBrokerFindsItsDirectoryWhateverItIsCalled(String name) throws Exception {
    // Given
    BrokerNode node = node(directory.resolve(name));

    // When
    node.launch(List.of(node), "cluster");

    // Then: as Kafka reads it
    Properties read = new Properties();
    try (InputStream in = Files.newInputStream(node.directory().resolve("broker.properties"))) {
      read.load(in);
    }
    assertThat(read.getProperty("log.dirs")).isEqualTo(node.directory().resolve("log").toString());
  }

  @Test
  void aCommaInThePathIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> node(directory.resolve("a,b")))
        .withMessageContaining("comma")
        .withMessageContaining("a,b");
  }

  private static BrokerNode node(Path directory) {
    return new BrokerNode(1, 12_001, 12_002, directory, directory.resolve("log.txt"));
  }
}
