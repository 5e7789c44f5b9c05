package io.sitehub.kpis.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BoundedCallTest {
  private static final Processor ONE = new Processor("one", URI.create("http://127.0.0.1:1"));
  private static final Freshness FRESH = new Freshness(Instant.EPOCH, 0, Role.ACTIVE, "one");

  @Test
  void aQuestionNobodyCanAnswerKeepsNoOtherWaiting() throws Exception {
    // Given a question about partition 0 that is asked again and again
    CountDownLatch asked = new CountDownLatch(1);
    ProcessorCall processors =
        (processor, path) -> {
          if (path.contains("/partitions/0/")) {
            asked.countDown();
            return new Reply.NotReady();
          }
          return new Reply.Found(FRESH, Optional.empty(), Optional.empty(), new byte[0]);
        };
    Router router =
        new Router(
            new Everything(),
            new BoundedCall(processors, 1),
            new RouterSettings(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofHours(1)),
            new SimpleMeterRegistry());
    Thread hopeless = Thread.ofVirtual().start(() -> ask(router, 0));
    asked.await();

    // When
    Answer answer = router.ask(1, "sites");

    // Then
    assertThat(answer).isInstanceOf(Answer.Found.class);
    assertThat(hopeless.isAlive()).isTrue();
    hopeless.interrupt();
  }

  private static void ask(Router router, int partition) {
    try {
      router.ask(partition, "sites");
    } catch (InterruptedException theTestIsOver) {
      Thread.currentThread().interrupt();
    }
  }

  /** One processor holds all partitions. */
  private static final class Everything implements Routing {
    @Override
    public RoutingTable table() {
      Assignment.Claim claim = new Assignment.Claim(ONE, Set.of(0, 1), Set.of());
      return RoutingTable.of(
          List.of(new Assignment(ONE, 2, List.of(claim))), Set.of(ONE.address()));
    }

    @Override
    public void failed(Processor processor) {}

    @Override
    public void refreshSoon() {}
  }
}
