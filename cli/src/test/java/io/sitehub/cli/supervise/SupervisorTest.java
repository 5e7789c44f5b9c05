package io.sitehub.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Launches;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.QuickStart;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cli.site.SiteState;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  @TempDir Path root;

  @Test
  void doesNotBelieveThatWhatWasReadyStillIs() {
    // Given
    DataDirectory directory = new DataDirectory(root);
    directory.create();
    Instance gateway = new Instance(Role.GATEWAY, 1, 1, 2);
    SiteLayout layout = new SiteLayout(true, List.of(gateway));
    ProcessHandle self = ProcessHandle.current();
    long startedAtMs = self.info().startInstant().orElseThrow().toEpochMilli();
    InstanceState ready =
        new InstanceState(gateway, Phase.READY, self.pid(), startedAtMs, 2, 700, "");

    // When
    SiteState taken =
        new Supervisor(
                layout,
                directory,
                new Launches(layout, directory, new QuickStart.Off()),
                Optional.of(new SiteState(1, 1, true, List.of(ready))),
                InstantSource.system())
            .snapshot();

    // Then
    assertThat(taken.instances())
        .containsExactly(
            new InstanceState(gateway, Phase.STARTING, self.pid(), startedAtMs, 2, 700, ""));
    assertThat(taken.ready()).isFalse();
  }
}
