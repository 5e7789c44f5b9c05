package io.sitehub.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatewayBenchmarkTest {

  @Test
  void theRawLimitIsMeasuredWithTheSettingsOfAGateway() {
    assertThat(GatewayBenchmark.producerSettings())
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true")
        .containsKeys("compression.type", "linger.ms", "max.in.flight.requests.per.connection");
  }
}
