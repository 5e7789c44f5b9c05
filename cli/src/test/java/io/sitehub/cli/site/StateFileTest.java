package io.sitehub.cli.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.cli.screen.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
  @TempDir Path root;

  @BeforeEach
  void create() {
    new DataDirectory(root).create();
  }

  @Test
  void givesBackWhatWasWritten() {
    // Given
    StateFile file = new StateFile(new DataDirectory(root));
    Instance gateway = new Instance(Role.GATEWAY, 2, 7402, 7452);
    SiteState state =
        new SiteState(
            17, 4711, true, List.of(new InstanceState(gateway, Phase.READY, 99, 815, 3, 1200, "")));

    // When
    file.write(state);

    // Then
    assertThat(file.read()).contains(state);
  }

  @Test
  void hasNothingBeforeTheFirstStart() {
    assertThat(new StateFile(new DataDirectory(root)).read()).isEmpty();
  }

  @Test
  void readsWhatALaterVersionAddedTo() throws IOException {
    // Given
    StateFile file = new StateFile(new DataDirectory(root));
    SiteState state = new SiteState(17, 4711, true, List.of());
    file.write(state);

    // When
    Path path = new DataDirectory(root).stateFile();
    Files.writeString(path, Files.readString(path).replaceFirst("\\{", "{\"mood\": \"good\","));

    // Then
    assertThat(file.read()).contains(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"somethingElse\": 1}", "{\"supervisorPid\": 17"})
  void doesNotTakeWhatItCannotUnderstandForNothing(String content) throws IOException {
    Path path = Files.writeString(new DataDirectory(root).stateFile(), content);

    assertThatThrownBy(() -> new StateFile(new DataDirectory(root)).read())
        .isInstanceOf(Problem.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void theDeadAreNotAlive() {
    // Given
    Instance gateway = new Instance(Role.GATEWAY, 1, 7401, 7451);
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().orElseThrow().toEpochMilli();

    // When
    InstanceState running = new InstanceState(gateway, Phase.READY, self.pid(), started, 0, 1, "");
    InstanceState samePidOtherProcess =
        new InstanceState(gateway, Phase.READY, self.pid(), started - 1000, 0, 1, "");

    // Then
    assertThat(running.process(new DataDirectory(root))).isPresent();
    assertThat(samePidOtherProcess.process(new DataDirectory(root))).isEmpty();
  }

  @Test
  void dataOfOneKindOfSiteIsNotGivenToTheOther() {
    DataDirectory directory = new DataDirectory(root);

    assertThat(directory.claim(true)).isEmpty();
    assertThat(directory.claim(true)).isEmpty();
    assertThat(directory.claim(false)).contains("belongs to a small site");
  }
}
