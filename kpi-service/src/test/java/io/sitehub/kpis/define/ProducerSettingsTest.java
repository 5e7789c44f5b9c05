package io.sitehub.kpis.define;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.kit.config.ConfigurationException;
import io.sitehub.kit.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "acks, 1",
    "acks, 0",
    "enable.idempotence, false",
    "transactional.id, mine",
    "partitioner.class, org.example.Mine",
    "value.serializer, org.example.Mine",
    "bootstrap.servers, 10.0.0.1:9092"
  })
  void whatWouldMakeAnAcknowledgementWorthLessIsRefused(String key, String value) {
    assertThatThrownBy(() -> read(Map.of("kafka.producer." + key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("kafka.producer." + key);
  }

  @Test
  void everythingElseIsHandedOn() throws ConfigurationException {
    // When
    Map<String, Object> settings =
        read(Map.of("kafka.producer.linger.ms", "3", "kafka.producer.acks", "all"));

    // Then
    assertThat(settings)
        .containsEntry("linger.ms", "3")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true");
  }

  private static Map<String, Object> read(Map<String, String> settings)
      throws ConfigurationException {
    return Settings.of(settings).read(ProducerSettings::read);
  }
}
