package io.sitehub.processors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private static final long NOW_MS = 1_700_000_000_000L;

  private long nanos = new Random(7).nextLong();
  private final CommitPace pace = new CommitPace(() -> nanos);

  @Test
  void theFirstFreshRecordIsNotKeptWaiting() {
    assertThat(pace.isDue(NOW_MS)).isFalse();
    pace.took(NOW_MS - 1);
    assertThat(pace.isDue(NOW_MS)).isTrue();
  }

  @Test
  void aCommitThatAnotherTaskAskedForCounts() {
    // Given
    pace.took(NOW_MS);

    // When
    commit(Duration.ofMillis(5));

    // Then
    assertThat(pace.isDue(NOW_MS)).isFalse();
    pace.took(NOW_MS);
    assertThat(pace.isDue(NOW_MS)).isFalse();
    pass(CommitPace.SHORTEST);
    assertThat(pace.isDue(NOW_MS)).isTrue();
  }

  @Test
  void slowCommitsGetRarerUpToABound() {
    // When
    pace.took(NOW_MS);
    commit(Duration.ofMillis(200));
    pace.took(NOW_MS);

    // Then
    pass(Duration.ofMillis(190));
    assertThat(pace.isDue(NOW_MS)).isFalse();
    pass(Duration.ofMillis(20));
    assertThat(pace.isDue(NOW_MS)).isTrue();

    // When
    commit(Duration.ofSeconds(20));
    pace.took(NOW_MS);

    // Then
    assertThat(pace.isDue(NOW_MS)).isTrue();
  }

  @Test
  void whatIsOldWaitsForTheIntervalOfStreams() {
    pace.took(NOW_MS - Duration.ofMinutes(1).toMillis());
    pass(Duration.ofSeconds(2));
    assertThat(pace.isDue(NOW_MS)).isFalse();
  }

  /** One that takes so long until the task is asked again. */
  private void commit(Duration length) {
    pace.commits();
    pass(length);
    pace.isDue(NOW_MS);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
