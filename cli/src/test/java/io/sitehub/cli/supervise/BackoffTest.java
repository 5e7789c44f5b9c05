package io.sitehub.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void waitsLongerForWhatDiesYoungButNeverVeryLong() {
    Backoff backoff = new Backoff();

    assertThat(IntStream.range(0, 8).mapToObj(i -> backoff.after(Duration.ofSeconds(1)).toMillis()))
        .containsExactly(200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L);
  }

  @Test
  void forgivesWhatHasLivedLong() {
    Backoff backoff = new Backoff();
    IntStream.range(0, 8).forEach(i -> backoff.after(Duration.ofSeconds(1)));

    assertThat(backoff.after(Duration.ofMinutes(2))).isEqualTo(Duration.ofMillis(200));
  }
}
