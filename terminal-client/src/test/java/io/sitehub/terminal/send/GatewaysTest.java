package io.sitehub.terminal.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.terminal.send.Gateways.Gateway;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GatewaysTest {
  private static final List<URI> TWO =
      List.of(URI.create("http://gateway-1"), URI.create("http://gateway-2"));

  /** Begins before zero, as {@link System#nanoTime} may. */
  private long nowNanos = -Duration.ofSeconds(1).toNanos();

  @Test
  void oneThatWorksIsKeptTo() {
    // Given
    Gateways gateways = gateways(1);
    Gateway first = gateways.choose();

    // When
    gateways.succeeded(first);

    // Then
    assertThat(gateways.choose()).isSameAs(first);
    assertThat(gateways.waitNanos(first)).isZero();
  }

  @Test
  void theOtherIsChosenAtOnceAndKeptToAfterwards() {
    // Given
    Gateways gateways = gateways(1);
    Gateway first = gateways.choose();

    // When
    gateways.failed(first, Duration.ZERO);
    Gateway other = gateways.choose();

    // Then
    assertThat(other).isNotSameAs(first);
    assertThat(gateways.waitNanos(other)).isZero();
    gateways.succeeded(other);
    pass(Duration.ofHours(1));
    assertThat(gateways.choose()).isSameAs(other);
  }

  @Test
  void whenAllHaveFailedTheOneThatRestsLeastIsFirst() {
    // Given
    Gateways gateways = gateways(1);
    Gateway first = gateways.choose();
    gateways.failed(first, Duration.ofSeconds(30));
    Gateway other = gateways.choose();

    // When
    gateways.failed(other, Duration.ofSeconds(7));

    // Then
    assertThat(gateways.choose()).isSameAs(other);
    assertThat(gateways.waitNanos(other)).isEqualTo(Duration.ofSeconds(7).toNanos());
    pass(Duration.ofSeconds(7));
    assertThat(gateways.waitNanos(gateways.choose())).isZero();
  }

  @Test
  void pausesDoubleUpToTheLongestAndAreJittered() {
    for (int seed = 0; seed < 50; seed++) {
      // Given
      Gateways gateways = gateways(seed);
      Gateway gateway = gateways.choose();

      for (int failures = 0; failures < 100; failures++) {
        // When
        gateways.failed(gateway, Duration.ZERO);

        // Then
        long longestMs = failures < 7 ? 100L << failures : 10_000;
        assertThat(Duration.ofNanos(gateways.waitNanos(gateway)))
            .isBetween(Duration.ofMillis(longestMs / 2), Duration.ofMillis(longestMs));
      }
      gateways.succeeded(gateway);
      gateways.failed(gateway, Duration.ZERO);
      assertThat(Duration.ofNanos(gateways.waitNanos(gateway)))
          .isLessThanOrEqualTo(Duration.ofMillis(100));
    }
  }

  @Test
  void anAskedPauseIsNotForEver() {
    // Given
    Gateways gateways = gateways(1);
    Gateway gateway = gateways.choose();

    // When
    gateways.failed(gateway, Duration.ofDays(1));

    // Then
    assertThat(gateways.waitNanos(gateway)).isEqualTo(Duration.ofMinutes(5).toNanos());
  }

  @Test
  void terminalsSpreadOverTheGatewaysAndTheirPauses() {
    Set<URI> chosen = new HashSet<>();
    Set<Long> pauses = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      Gateways gateways = gateways(seed);
      Gateway gateway = gateways.choose();
      chosen.add(gateway.address());
      gateways.failed(gateway, Duration.ZERO);
      pauses.add(gateways.waitNanos(gateway));
    }
    assertThat(chosen).hasSize(2);
    assertThat(pauses).hasSizeGreaterThan(40);
  }

  private Gateways gateways(long seed) {
    return new Gateways(TWO, SendLimits.DEFAULT, new SplittableRandom(seed), () -> nowNanos);
  }

  private void pass(Duration time) {
    nowNanos += time.toNanos();
  }
}
