package io.sitehub.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

  private final RetryPolicy policy =
      new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(60), new Random(1));

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "7, 32000", "8, 60000", "2000000000, 60000"})
  void doublesUpToTheLongestAndIsShortenedByAHalfAtMost(int failures, long fullMs) {
    for (int i = 0; i < 200; i++) {
      assertThat(policy.pause(failures, Duration.ZERO).toMillis()).isBetween(fullMs / 2, fullMs);
    }
  }

  @Test
  void doesWhatTheErpAsksWithinBounds() {
    assertThat(policy.pause(1, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    assertThat(policy.pause(1, Duration.ofDays(1))).isEqualTo(Duration.ofSeconds(60));
    assertThat(policy.pause(8, Duration.ofSeconds(1))).isGreaterThan(Duration.ofSeconds(29));
  }

  @Test
  void isNeverZero() {
    RetryPolicy shortest =
        new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1));
    for (int i = 0; i < 50; i++) {
      assertThat(shortest.pause(1, Duration.ZERO)).isEqualTo(Duration.ofMillis(1));
    }
  }
}
