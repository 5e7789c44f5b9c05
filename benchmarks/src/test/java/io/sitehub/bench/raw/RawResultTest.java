package io.sitehub.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RawResultTest {
  @Test
  void readsTheSteadyStateAndNotTheWarmUp() {
    // Given the last lines of a run with warm-up
    List<String> output =
        List.of(
            "25001 records sent, 5000.2 records/sec (1.43 MB/sec), 2.1 ms avg latency, 9.0 ms max latency.",
            "100000 records sent, 61087.4 records/sec (17.48 MB/sec), 105.11 ms avg latency,"
                + " 512.00 ms max latency, 80 ms 50th, 300 ms 95th, 400 ms 99th, 500 ms 99.9th.",
            "60000 steady state records sent, 93457.9 records/sec (26.74 MB/sec), 55.11 ms avg"
                + " latency, 212.00 ms max latency, 50 ms 50th, 120 ms 95th, 180 ms 99th, 210 ms 99.9th.");

    // When
    RawResult result = RawResult.parse(output);

    // Then
    assertThat(result).isEqualTo(new RawResult(93457.9, 50, 180));
  }

  @Test
  void aRunWithoutSummaryIsRefused() {
    assertThatThrownBy(() -> RawResult.parse(List.of("Exception in thread main")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no summary in 1 lines");
  }
}
