package io.sitehub.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

  private static long at(long ms) {
    return Duration.ofMillis(ms).toNanos();
  }

  private static Tracked event(long postedMs, long ackedMs, long visibleMs) {
    Tracked event = new Tracked("s", "v-" + postedMs, at(postedMs));
    event.acked(at(ackedMs));
    event.visible(at(visibleMs));
    return event;
  }

  @Test
  void theWorstEventOfTheWindowCounts() {
    // Given: the first and the last are outside
    List<Tracked> events =
        List.of(
            event(0, 10, 9_000),
            event(100, 110, 300),
            event(200, 700, 2_700),
            event(300, 705, 2_600),
            event(2_000, 2_001, 9_000));

    // When
    Figures figures = Figures.between(at(50), at(1_000), events, List.of());

    // Then
    assertThat(figures.events()).isEqualTo(3);
    assertThat(figures.ackToVisibleMs()).isEqualTo(2_000);
    assertThat(figures.postToVisibleMs()).isEqualTo(2_500);
    assertThat(figures.ackGapMs()).isEqualTo(590);
    assertThat(figures.slowestPostMs()).isEqualTo(500);
    assertThat(figures.invisible()).isZero();
  }

  @Test
  void whatWasAcknowledgedAndNeverSeenIsToldAndWhatWasNotAcknowledgedIsNot() {
    // Given
    Tracked unseen = new Tracked("s", "v-1", at(1));
    unseen.acked(at(2));
    Tracked unacknowledged = new Tracked("s", "v-2", at(1));

    // When
    Figures figures = Figures.between(at(0), at(10), List.of(unseen, unacknowledged), List.of());

    // Then
    assertThat(figures.events()).isEqualTo(2);
    assertThat(figures.invisible()).isEqualTo(1);
  }

  @Test
  void failedAndStaleAnswersCount() {
    // Given
    List<Asking> askings =
        List.of(
            new Asking(at(0), at(5), false, 100),
            new Asking(at(10), at(410), true, 0),
            new Asking(at(20), at(25), false, 2_100),
            new Asking(at(2_000), at(2_005), true, 0));

    // When
    Figures figures = Figures.between(at(0), at(1_000), List.of(), askings);

    // Then
    assertThat(figures.failedQueries()).isEqualTo(1);
    assertThat(figures.staleMs()).isEqualTo(2_100);
    assertThat(figures.slowestQueryMs()).isEqualTo(400);
  }
}
