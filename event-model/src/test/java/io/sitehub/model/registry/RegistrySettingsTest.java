package io.sitehub.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {

  @Test
  void aSlashAtTheEndDoesNotMatter() {
    assertThat(RegistrySettings.of(List.of(URI.create("http://h:1/v7/"))).servers())
        .containsExactly(URI.create("http://h:1/v7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://h", "h:8081", "http:///x", "http://h/?a=b"})
  void otherAddressesAreRefused(String address) {
    assertThatThrownBy(() -> RegistrySettings.of(List.of(URI.create(address))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("servers")
        .hasMessageContaining(address);
  }

  @Test
  void whatCannotWorkIsRefusedByName() {
    List<URI> servers = List.of(URI.create("http://h"));
    assertThatThrownBy(() -> RegistrySettings.of(List.of())).hasMessageContaining("servers");
    assertThatThrownBy(() -> new RegistrySettings(servers, Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("requestTimeout");
    assertThatThrownBy(() -> new RegistrySettings(servers, Duration.ofSeconds(1), Duration.ZERO))
        .hasMessageContaining("deadline");
  }
}
