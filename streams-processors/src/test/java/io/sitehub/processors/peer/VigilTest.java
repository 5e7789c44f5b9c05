package io.sitehub.processors.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.processors.fence.Life;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VigilTest {

  private static final Life LIFE = new Life("processor-2", Optional.of("p"), 2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Vigil vigil = new Vigil(PATIENCE);

  private Verdict take(Sign sign, long atMs) {
    return vigil.take(sign, Duration.ofMillis(atMs).toNanos());
  }

  @Test
  void aBrokenConnectionAndThreeRefusalsAreADeath() {
    // Given
    assertThat(take(new Sign.Born(LIFE), 0)).isEqualTo(new Verdict.Alive());

    // When, then
    assertThat(take(new Sign.Broken(), 1_000)).isInstanceOf(Verdict.LookAgain.class);
    assertThat(take(new Sign.Refused(), 1_030)).isInstanceOf(Verdict.LookAgain.class);
    assertThat(take(new Sign.Refused(), 1_060)).isInstanceOf(Verdict.LookAgain.class);
    assertThat(take(new Sign.Refused(), 1_090)).isEqualTo(new Verdict.Dead(LIFE));
  }

  @Test
  void aDeathIsJudgedAgainUntilItIsSettledAndThenNoMore() {
    // Given
    take(new Sign.Born(LIFE), 0);
    take(new Sign.Refused(), 10);
    take(new Sign.Refused(), 20);
    take(new Sign.Refused(), 30);

    // When, then: the brokers could not be told the first time
    assertThat(take(new Sign.Refused(), 40)).isEqualTo(new Verdict.Dead(LIFE));
    assertThat(vigil.isOpen()).isTrue();

    // When
    vigil.settled();

    // Then
    assertThat(take(new Sign.Refused(), 50)).isInstanceOf(Verdict.LookAgain.class);
    assertThat(take(new Sign.Refused(), 60)).isInstanceOf(Verdict.LookAgain.class);
    assertThat(take(new Sign.Refused(), 70)).isInstanceOf(Verdict.LookAgain.class);
    assertThat(vigil.isOpen()).isFalse();
  }

  @Test
  void aSignOfLifeForgivesEarlierRefusals() {
    // Given
    take(new Sign.Born(LIFE), 0);
    take(new Sign.Refused(), 10);
    take(new Sign.Refused(), 20);

    // When
    take(new Sign.Born(LIFE), 30);

    // Then
    assertThat(take(new Sign.Refused(), 40)).isInstanceOf(Verdict.LookAgain.class);
    assertThat(take(new Sign.Refused(), 50)).isInstanceOf(Verdict.LookAgain.class);
  }

  @Test
  void silenceIsNoDeathHoweverLongButAsksForTheBrokersWord() {
    // Given
    take(new Sign.Born(LIFE), 0);
    take(new Sign.Beat(), 1_000);

    // When, then
    assertThat(take(new Sign.Silent(), 3_000)).isInstanceOf(Verdict.LookAgain.class);
    assertThat(take(new Sign.Silent(), 5_999)).isInstanceOf(Verdict.LookAgain.class);
    assertThat(take(new Sign.Silent(), 6_000)).isEqualTo(new Verdict.Missing(LIFE));
    assertThat(take(new Sign.Silent(), 600_000)).isEqualTo(new Verdict.Missing(LIFE));
  }

  @Test
  void oneThatWakesUpIsForgivenItsSilence() {
    // Given
    take(new Sign.Born(LIFE), 0);
    take(new Sign.Silent(), 4_900);

    // When
    take(new Sign.Born(LIFE), 5_000);

    // Then
    assertThat(take(new Sign.Silent(), 9_900)).isInstanceOf(Verdict.LookAgain.class);
  }

  @Test
  void whoSaysGoodbyeIsNotEnded() {
    // Given
    take(new Sign.Born(LIFE), 0);

    // When
    take(new Sign.Ended(), 10);

    // Then
    assertThat(vigil.isOpen()).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(take(new Sign.Refused(), 20 + i)).isInstanceOf(Verdict.LookAgain.class);
    }
  }

  @Test
  void whoWasNeverHeardOfIsNotEnded() {
    for (int i = 0; i < 5; i++) {
      // When, then
      assertThat(take(new Sign.Refused(), i)).isInstanceOf(Verdict.LookAgain.class);
      assertThat(take(new Sign.Silent(), 60_000 + i)).isInstanceOf(Verdict.LookAgain.class);
    }
  }
}
