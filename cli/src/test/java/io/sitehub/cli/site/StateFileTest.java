package io.sitehub.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void doesNotMistakeAFileOfAnotherVersionForItsOwn() throws IOException {
    Files.writeString(new DataDirectory(root).stateFile(), "{\"somethingElse\": 1}");

    assertThat(new StateFile(new DataDirectory(root)).read()).isEmpty();
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
