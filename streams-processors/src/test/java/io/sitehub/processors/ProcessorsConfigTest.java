package io.sitehub.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.kit.config.ConfigurationException;
import io.sitehub.kit.config.Settings;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "processing.guarantee, at_least_once, exactly_once_v2",
    "processor.wrapper.class, io.example.Leaky, must not be set",
    "deserialization.exception.handler, io.example.Skip, must not be set",
    "task.assignor.class, io.example.Even, must not be set",
    "rack.aware.assignment.tags, zone, must not be set",
    "main.consumer.auto.offset.reset, latest, earliest",
    "consumer.isolation.level, read_uncommitted, read_committed",
    "topic.min.insync.replicas, 1, topics.min.insync.replicas",
    "application.id, another, application.id"
  })
  void whatThePromisesRestOnIsNotHandedOn(String key, String value, String said) {
    assertThatThrownBy(() -> read(Map.of("kafka.streams." + key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("kafka.streams." + key)
        .hasMessageContaining(said);
  }

  @Test
  void whatDoesNoHarmIsHandedOn() throws ConfigurationException {
    Map<String, String> harmless =
        Map.of("commit.interval.ms", "200", "processing.guarantee", "exactly_once_v2");
    assertThat(
            read(harmless.entrySet().stream()
                    .collect(
                        Collectors.toMap(e -> "kafka.streams." + e.getKey(), Map.Entry::getValue)))
                .streamsOverrides())
        .isEqualTo(harmless);
  }

  private static ProcessorsConfig read(Map<String, String> settings) throws ConfigurationException {
    return Settings.of(settings).read(ProcessorsConfig::from);
  }
}
