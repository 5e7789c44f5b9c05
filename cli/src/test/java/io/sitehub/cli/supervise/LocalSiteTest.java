package io.sitehub.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.QuickStart;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.local.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSiteTest {
  private static final int GATEWAY_OFFSET =
      SiteLayout.of(true, 1_000).of(Role.GATEWAY).getFirst().port() - 1_000;

  @TempDir Path root;

  @Test
  void aStartThatFailsForItsPortsLeavesTheShapeOpen() throws Exception {
    // Given
    DataDirectory directory = new DataDirectory(root);
    int taken = FreePorts.take();
    try (ServerSocket _ = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {

      // When
      assertThatThrownBy(() ->
              LocalSite.start(
                  directory,
                  true,
                  taken - GATEWAY_OFFSET,
                  new QuickStart.Off(),
                  InstantSource.system()))
          .isInstanceOf(Problem.class)
          .hasMessageContaining(taken + " for gateway-1");
    }

    // Then
    assertThat(directory.claim(false)).isEmpty();
  }
}
