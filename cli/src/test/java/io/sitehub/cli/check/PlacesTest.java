package io.sitehub.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.cli.drill.plan.FaultChoice;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Erp;
import io.sitehub.cli.site.SiteLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private final SiteLayout layout = SiteLayout.of(false, 7400, Erp.OWN_DATABASE);

  @Test
  void whoeverSpeaksHttpIsAskedWhetherItIsReady() {
    assertThat(Places.of(layout, new DataDirectory(Path.of("/data"))).readiness())
        .containsKeys("registry-1", "gateway-2", "connect-worker-1")
        .doesNotContainKeys("broker-1", "erp-database-1");
  }

  @Test
  void aDrillIsDoneToTheSiteAndNotToTheErp() {
    assertThatThrownBy(() -> FaultChoice.of("kill-erp-database"))
        .hasMessageContaining("kill is not done to a erp-database");
  }
}
