package io.sitehub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sitehub.kit.config.ConfigProblem;
import io.sitehub.kit.config.ConfigurationException;
import io.sitehub.kit.config.Settings;
import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.StartRefused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {

  @Test
  void defaults_are_durable() throws Exception {
    GatewayConfig config = Settings.of(Map.of()).read(GatewayConfig::from);

    assertThat(config.producer()).containsEntry("acks", "all");
    assertThat(config.producer()).containsEntry("enable.idempotence", "true");
    assertThat(config.topic().replicationFactor()).isEqualTo(3);
    assertThat(config.topic().minInsyncReplicas()).isEqualTo(2);
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.management().host()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.producer.acks, 1",
    "kafka.producer.acks, 0",
    "kafka.producer.enable.idempotence, false",
    "kafka.producer.retries, 0",
    "kafka.producer.transactional.id, t",
    "topic.min.insync.expected, 4",
    "http.port, 99999",
    "limit.batch.events, 0",
    "drain.delay, soon",
    "kafka.bootstap, localhost:9092",
    "kafka.producer.linger.ms, soon",
    "kafka.producer.lingr.ms, 5",
    "kafka.producer.compression.type, zip",
    "kafka.producer.request.timeout.ms, 60000",
    "kafka.producer.max.in.flight.requests.per.connection, 6",
    "kafka.producer.max.request.size, 1000",
    "limit.body, 40MiB",
    "stop.within, 14s",
    "topic.partitions.expected, 0"
  })
  void a_weak_or_wrong_value_is_refused_by_its_name(String key, String value) {
    assertThatThrownBy(() -> Settings.of(Map.of(key, value)).read(GatewayConfig::from))
        .asInstanceOf(type(ConfigurationException.class))
        .satisfies(refused ->
            assertThat(refused.problems())
                .singleElement()
                .extracting(ConfigProblem::toString)
                .asString()
                .contains(key));
  }

  @Test
  void a_misspelt_setting_of_the_producer_is_answered_with_the_one_that_was_meant() {
    assertThatThrownBy(
            () -> Settings.of(Map.of("kafka.producer.lingr.ms", "5")).read(GatewayConfig::from))
        .asInstanceOf(type(ConfigurationException.class))
        .satisfies(refused ->
            assertThat(refused.problems().getFirst().toString())
                .contains("did you mean kafka.producer.linger.ms?"));
  }

  @Test
  void brokers_whose_names_cannot_be_resolved_are_neighbours_that_are_not_there() throws Exception {
    GatewayConfig config =
        Settings.of(Map.of("kafka.bootstrap", "nobody.invalid:9092")).read(GatewayConfig::from);

    assertThatThrownBy(() -> new Gateway(config))
        .asInstanceOf(type(StartRefused.class))
        .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.UNAVAILABLE));
  }

  @Test
  void everything_wrong_is_said_at_once() {
    assertThatThrownBy(() ->
            Settings.of(Map.of("kafka.producer.acks", "1", "http.port", "-1"))
                .read(GatewayConfig::from))
        .asInstanceOf(type(ConfigurationException.class))
        .satisfies(refused -> assertThat(refused.problems()).hasSize(2));
  }
}
