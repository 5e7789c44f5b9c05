package io.sitehub.processors.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeMarkTest {

  private static final String APPLICATION = "app";
  private static final String PROCESS = "2f0f1a2e-5a3c-4c8e-9d57-0a1b2c3d4e5f";

  @TempDir Path directory;

  private Optional<Life> left() throws IOException {
    return LifeMark.left(directory, APPLICATION, "processor-1");
  }

  @Test
  void nobodyHasLivedInANewDirectory() throws IOException {
    // Given
    Path missing = directory.resolve("new");

    // When
    LifeMark mark = LifeMark.take(missing).orElseThrow();

    // Then
    assertThat(mark.before(missing, APPLICATION, "processor-1")).isEmpty();
    assertThat(LifeMark.left(missing, APPLICATION, "processor-1")).isEmpty();
  }

  @Test
  void aLifeThatHasBegunIsLeftUntilItHasEnded() throws IOException {
    // Given
    Files.createDirectories(directory.resolve(APPLICATION));
    Files.writeString(
        directory.resolve(APPLICATION).resolve("kafka-streams-process-metadata"),
        "{\"processId\":\"%s\"}".formatted(PROCESS));

    // When
    LifeMark mark = LifeMark.take(directory).orElseThrow();
    mark.begun(2);

    // Then
    Life life = left().orElseThrow();
    assertThat(life).isEqualTo(new Life("processor-1", Optional.of(PROCESS), 2));
    assertThat(life.members()).contains("processor-1-1", "processor-1-2");
    assertThat(life.transactionalIds(APPLICATION))
        .contains("app-" + PROCESS + "-1", "app-" + PROCESS + "-2");

    // When
    mark.ended();

    // Then
    assertThat(left()).isEmpty();
  }

  @Test
  void aLifeThatEndedBeforeItHadAProcessIdHasNoProducers() throws IOException {
    // Given
    LifeMark.take(directory).orElseThrow().begun(1);

    // When
    Life life = left().orElseThrow();

    // Then
    assertThat(life.transactionalIds(APPLICATION)).isEqualTo(List.of());
    assertThat(life.members()).isNotEmpty();
  }

  @Test
  void theMarkOfSomebodyWhoLivesIsNotTaken() throws IOException {
    // Given
    Files.createDirectories(directory);
    try (FileChannel other =
        FileChannel.open(
            directory.resolve("running"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(other.tryLock()).isNotNull();

      // When, then
      assertThat(LifeMark.take(directory)).isEmpty();
    }
  }
}
