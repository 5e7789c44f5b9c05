package io.sitehub.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.gateway.GatewayConfig;
import io.sitehub.kit.config.ConfigurationException;
import io.sitehub.kit.config.Settings;
import io.sitehub.kpis.KpiServiceConfig;
import io.sitehub.processors.ProcessorsConfig;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service refuses keys it does not know, so what is written here has to be read there. */
class ServiceSettingsTest {
  private final DataDirectory directory = new DataDirectory(Path.of("somewhere"));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGatewayAcceptsWhatItIsGiven(boolean small) throws ConfigurationException {
    // Given
    SiteLayout layout = SiteLayout.of(small, 7400);

    // When
    GatewayConfig config = settings(layout, Role.GATEWAY).read(GatewayConfig::from);

    // Then
    assertThat(config.instance()).isEqualTo("gateway-1");
    assertThat(config.http().port()).isEqualTo(layout.of(Role.GATEWAY).getFirst().port());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aProcessorAcceptsWhatItIsGiven(boolean small) throws ConfigurationException {
    // Given
    SiteLayout layout = SiteLayout.of(small, 7400);

    // When
    ProcessorsConfig config = settings(layout, Role.PROCESSOR).read(ProcessorsConfig::from);

    // Then
    assertThat(config.replication()).isEqualTo(layout.replication());
    assertThat(config.standbys()).isEqualTo(small ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKpiServiceAcceptsWhatItIsGiven(boolean small) throws ConfigurationException {
    // Given
    SiteLayout layout = SiteLayout.of(small, 7400);

    // When
    KpiServiceConfig config = settings(layout, Role.KPI_SERVICE).read(KpiServiceConfig::from);

    // Then
    assertThat(config.processors()).isEqualTo(layout.urls(Role.PROCESSOR));
  }

  private Settings settings(SiteLayout layout, Role role) {
    return Settings.of(new ServiceSettings(layout, directory).of(layout.of(role).getFirst()));
  }
}
