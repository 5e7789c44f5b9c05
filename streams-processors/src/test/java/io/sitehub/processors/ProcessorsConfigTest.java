package io.sitehub.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.kit.config.ConfigurationException;
import io.sitehub.kit.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorsConfigTest {

  @Test
  void othersAreToldTheHostThatIsListenedOnUnlessConfigured() throws ConfigurationException {
    assertThat(read(Map.of("internal.host", "10.0.0.7")).advertised()).isEqualTo("10.0.0.7");
    assertThat(read(Map.of("internal.host", "0.0.0.0", "internal.advertised", "p1")).advertised())
        .isEqualTo("p1");
  }

  @Test
  void aWildcardIsNoAddressToBeReachedAt() {
    assertThatThrownBy(() -> read(Map.of("internal.host", "0.0.0.0")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("internal.advertised");
  }

  private static ProcessorsConfig read(Map<String, String> settings) throws ConfigurationException {
    return Settings.of(settings).read(ProcessorsConfig::from);
  }
}
