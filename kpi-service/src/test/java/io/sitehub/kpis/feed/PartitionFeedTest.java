package io.sitehub.kpis.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.kpis.feed.FeedStream.Next;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionFeedTest {
  private static final Duration NOW = Duration.ZERO;
  private static final Set<FeedTopic> ALL = EnumSet.allOf(FeedTopic.class);
  private static final FeedPosition START = new FeedPosition(100, 200, 300);

  private final PartitionFeed feed = new PartitionFeed(START, 10_000);

  private static Change change(FeedTopic topic, long offset, String key) {
    return new Change(topic, offset, key.getBytes(StandardCharsets.UTF_8), new byte[100]);
  }

  private FeedStream follow(FeedPosition from) {
    return feed.follow("lyon-1", ALL, from, 10).orElseThrow();
  }

  private static long offset(Next next) {
    assertThat(next).isInstanceOf(Next.Changed.class);
    return ((Next.Changed) next).change().offset();
  }

  private static String position(Next next) {
    return switch (next) {
      case Next.Changed(Change ignored, FeedPosition position) -> position.text();
      case Next.Idle(FeedPosition position) -> position.text();
      case Next.Ended(String reason) -> reason;
    };
  }

  @Test
  void sendsWhatHappensAtTheSiteAndNothingElse() throws Exception {
    // Given
    FeedStream stream = follow(START);

    // When
    feed.publish(change(FeedTopic.VISITS, 100, "lyon-1/v-1"));
    feed.publish(change(FeedTopic.VISITS, 101, "lyon-10/v-2"));
    feed.publish(change(FeedTopic.VISITS, 102, "nantes/v-3"));
    feed.publish(change(FeedTopic.ALERTS, 300, "lyon-1/a"));

    // Then
    assertThat(position(stream.next(NOW))).isEqualTo("101.200.300");
    assertThat(position(stream.next(NOW))).isEqualTo("103.200.301");
    assertThat(position(stream.next(NOW))).as("idle").isEqualTo("103.200.301");
  }

  @Test
  void sendsOnlyTheTopicsAskedFor() throws Exception {
    // Given
    FeedStream stream =
        feed.follow("lyon-1", EnumSet.of(FeedTopic.ALERTS), START, 10).orElseThrow();

    // When
    feed.publish(change(FeedTopic.VISITS, 100, "lyon-1/v-1"));
    feed.publish(change(FeedTopic.ALERTS, 300, "lyon-1/a"));

    // Then
    assertThat(position(stream.next(NOW))).isEqualTo("101.200.301");
    assertThat(stream.next(NOW)).isInstanceOf(Next.Idle.class);
  }

  @Test
  void goesOnFromWhereTheClientLeftOff() throws Exception {
    // Given
    feed.publish(change(FeedTopic.VISITS, 100, "lyon-1/v-1"));
    feed.publish(change(FeedTopic.KPIS, 205, "lyon-1/k"));
    feed.publish(change(FeedTopic.VISITS, 101, "lyon-1/v-2"));

    // When: the client has seen the first
    FeedStream stream = follow(new FeedPosition(101, 200, 300));
    feed.publish(change(FeedTopic.VISITS, 102, "lyon-1/v-3"));

    // Then: the rest comes, and every position covers what went before it
    assertThat(position(stream.next(NOW))).isEqualTo("101.206.300");
    assertThat(position(stream.next(NOW))).isEqualTo("102.206.300");
    assertThat(position(stream.next(NOW))).isEqualTo("103.206.300");
  }

  @Test
  void doesNotRepeatWhatAClientSawElsewhere() throws Exception {
    // Given: another instance had read on further
    FeedStream stream = follow(new FeedPosition(102, 200, 300));

    // When
    feed.publish(change(FeedTopic.VISITS, 101, "lyon-1/v-1"));
    feed.publish(change(FeedTopic.VISITS, 102, "lyon-1/v-2"));

    // Then
    assertThat(offset(stream.next(NOW))).isEqualTo(102);
  }

  @Test
  void sendsAClientToTheLogThatWasAwayForTooLong() {
    // Given: room for about forty changes
    for (int i = 0; i < 100; i++) {
      feed.publish(change(FeedTopic.VISITS, 100 + i, "lyon-1/v-1"));
    }

    // When
    Optional<FeedStream> tooOld = feed.follow("lyon-1", ALL, START, 10);
    Optional<FeedStream> recent = feed.follow("lyon-1", ALL, new FeedPosition(190, 200, 300), 10);

    // Then
    assertThat(tooOld).isEmpty();
    assertThat(recent).isPresent();
  }

  @Test
  void letsASlowClientGoAndLosesNothing() throws Exception {
    // Given
    FeedStream slow = follow(START);

    // When: it does not read
    for (int i = 0; i < 11; i++) {
      feed.publish(change(FeedTopic.VISITS, 100 + i, "lyon-1/v-1"));
    }

    // Then: it is told, and finds everything when it comes back
    assertThat(slow.next(NOW)).isEqualTo(new Next.Ended("slow"));
    FeedStream again = follow(START);
    for (int i = 0; i < 11; i++) {
      assertThat(offset(again.next(NOW))).isEqualTo(100 + i);
    }
  }

  @Test
  void wakesAWaitingClientToLetItGo() throws Exception {
    // Given
    FeedStream stream = follow(START);

    // When
    feed.endAll("shutdown");

    // Then
    assertThat(stream.next(Duration.ofHours(1))).isEqualTo(new Next.Ended("shutdown"));
  }

  @Test
  void movesOnOverWhatIsNoChange() throws Exception {
    // Given: transaction markers take offsets too
    FeedStream stream = follow(START);

    // When
    feed.advance(FeedTopic.KPIS, 250);

    // Then
    assertThat(position(stream.next(NOW))).isEqualTo("100.250.300");
  }

  @Test
  void takesNothingTwiceWhenItsConsumerWasReplaced() throws Exception {
    // Given
    FeedStream stream = follow(START);
    feed.publish(change(FeedTopic.VISITS, 100, "lyon-1/v-1"));

    // When
    feed.publish(change(FeedTopic.VISITS, 100, "lyon-1/v-1"));

    // Then
    assertThat(offset(stream.next(NOW))).isEqualTo(100);
    assertThat(stream.next(NOW)).isInstanceOf(Next.Idle.class);
  }

  @Test
  void positionsAreReadAsTheyAreWritten() {
    assertThat(FeedPosition.parse("4711.20934.12")).contains(new FeedPosition(4711, 20934, 12));
    assertThat(FeedPosition.parse(START.text())).contains(START);
    assertThat(FeedPosition.parse("1.2")).isEmpty();
    assertThat(FeedPosition.parse("-1.2.3")).isEmpty();
    assertThat(FeedPosition.parse("1.2.99999999999999999999")).isEmpty();
  }
}
