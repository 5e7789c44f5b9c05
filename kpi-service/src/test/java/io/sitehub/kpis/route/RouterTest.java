package io.sitehub.kpis.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sitehub.kpis.route.Assignment.Claim;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RouterTest {
  private static final Processor ACTIVE = new Processor("one", URI.create("http://127.0.0.1:1"));
  private static final Processor STANDBY = new Processor("two", URI.create("http://127.0.0.1:2"));
  private static final Instant AS_OF = Instant.parse("2026-11-23T08:00:00Z");

  private final ScriptedCall processors = new ScriptedCall();
  private final KnownRouting routing = new KnownRouting();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Router router = router(Duration.ofSeconds(20));
  private final Router impatient = router(Duration.ofMillis(200));

  private Router router(Duration deadline) {
    return new Router(
        routing,
        processors,
        new RouterSettings(Duration.ofMillis(20), Duration.ofMillis(2), deadline),
        metrics);
  }

  private static Reply found(Role role) {
    return new Reply.Found(
        new Freshness(AS_OF, 0, role, role.text()),
        Optional.of("Europe/Paris"),
        Optional.of("7"),
        new byte[] {1});
  }

  private static Reply unknown(Role role) {
    return new Reply.Unknown(new Freshness(AS_OF, 0, role, role.text()), Optional.empty());
  }

  private static Role servedBy(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Found.class);
    return ((Answer.Found) answer).freshness().servedBy();
  }

  @Test
  void asksTheActiveAndNobodyElse() throws Exception {
    // Given
    processors.will(ACTIVE, found(Role.ACTIVE));

    // When
    Answer answer = router.ask(0, "sites");

    // Then
    assertThat(servedBy(answer)).isEqualTo(Role.ACTIVE);
    assertThat(processors.asked()).containsExactly("one /internal/v1/partitions/0/sites");
  }

  @Test
  void asksTheStandbyAtOnceWhenTheActiveIsDead() throws Exception {
    // Given
    processors.will(ACTIVE, new Reply.Failed("refused"));
    processors.will(STANDBY, found(Role.STANDBY));

    // When
    Answer answer = router.ask(0, "sites");

    // Then
    assertThat(servedBy(answer)).isEqualTo(Role.STANDBY);
    assertThat(routing.failed).containsExactly(ACTIVE);
    assertThat(metrics.counter("sitehub.kpis.failovers").count()).isEqualTo(1);
  }

  @Test
  void asksTheStandbyTooWhenTheActiveIsSlow() throws Exception {
    // Given: the active is frozen
    processors.willNotAnswer(ACTIVE);
    processors.will(STANDBY, found(Role.STANDBY));

    // When
    Answer answer = router.ask(0, "sites");

    // Then
    assertThat(servedBy(answer)).isEqualTo(Role.STANDBY);
    assertThat(metrics.counter("sitehub.kpis.hedges").count()).isEqualTo(1);
  }

  @Test
  void doesNotWaitForASilentOneHoweverManyAsk() throws Exception {
    // Given: the active is frozen, and there are more questions than the budget for hedges covers
    processors.willNotAnswer(ACTIVE);
    processors.will(STANDBY, found(Role.STANDBY));

    // When
    for (int i = 0; i < 30; i++) {
      // Then
      assertThat(servedBy(router.ask(0, "sites"))).isEqualTo(Role.STANDBY);
    }
    assertThat(routing.failed).contains(ACTIVE);
  }

  @Test
  @Timeout(15)
  void doesNotWaitForOneThatAnswersSomeQuestionsOnly() throws Exception {
    // Given: more questions are stuck than the budget for hedges covers
    processors.will(ACTIVE, found(Role.ACTIVE));
    processors.will(STANDBY, found(Role.STANDBY));
    processors.isStuck(ACTIVE, "stuck");
    AtomicBoolean over = new AtomicBoolean();
    Thread others = Thread.ofVirtual().start(() -> askNowAndThen(over));

    // When
    for (int i = 0; i < 80; i++) {
      // Then
      assertThat(servedBy(router.ask(0, "stuck"))).isEqualTo(Role.STANDBY);
    }
    over.set(true);
    others.join();
  }

  @Test
  @Timeout(15)
  void asksAgainWhoWasNotReadyWhileAnotherIsStuck() throws Exception {
    // Given: the active ends, the standby takes over
    processors.willNotAnswer(ACTIVE);
    processors.will(STANDBY, new Reply.NotHeld(), new Reply.NotReady(), found(Role.ACTIVE));

    // When
    Answer answer = router.ask(0, "sites");

    // Then
    assertThat(servedBy(answer)).isEqualTo(Role.ACTIVE);
  }

  @Test
  @Timeout(15)
  void doesNotWaitForAStuckOneWhenAStandbyDoesNotKnow() throws Exception {
    // Given
    processors.willNotAnswer(ACTIVE);
    processors.will(STANDBY, unknown(Role.STANDBY));

    // When, then
    assertThat(router.ask(0, "sites")).isInstanceOf(Answer.Unknown.class);
  }

  private void askNowAndThen(AtomicBoolean over) {
    try {
      while (!over.get()) {
        router.ask(0, "sites");
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void looksForTheNewHolderAfterAMisdirectedRequest() throws Exception {
    // Given: the routing is out of date in both places, until it is refreshed
    processors.will(ACTIVE, new Reply.NotHeld(), found(Role.ACTIVE));
    processors.will(STANDBY, new Reply.NotHeld());

    // When
    Answer answer = router.ask(0, "sites");

    // Then
    assertThat(servedBy(answer)).isEqualTo(Role.ACTIVE);
    assertThat(routing.refreshes.get()).isPositive();
    assertThat(routing.failed).isEmpty();
  }

  @Test
  void asksBothAgainWhileBothAreNotReady() throws Exception {
    // Given
    processors.will(ACTIVE, new Reply.NotReady(), new Reply.NotReady(), new Reply.NotReady());
    processors.will(STANDBY, new Reply.NotReady(), new Reply.NotReady(), found(Role.STANDBY));

    // When
    Answer answer = router.ask(0, "sites");

    // Then
    assertThat(servedBy(answer)).isEqualTo(Role.STANDBY);
  }

  @Test
  void givesUpAtTheDeadline() throws Exception {
    // Given
    processors.will(ACTIVE, new Reply.NotReady());
    processors.will(STANDBY, new Reply.Failed("refused"));

    // When
    Answer answer = impatient.ask(0, "sites");

    // Then
    assertThat(answer).isInstanceOf(Answer.Unavailable.class);
    assertThat(processors.asked()).hasSizeBetween(4, 200);
    assertThat(metrics.counter("sitehub.kpis.unanswered").count()).isEqualTo(1);
  }

  @Test
  void givesUpAtTheDeadlineWhenNobodyAnswersAtAll() throws Exception {
    // Given
    processors.willNotAnswer(ACTIVE);
    processors.willNotAnswer(STANDBY);

    // When
    Answer answer = impatient.ask(0, "sites");

    // Then
    assertThat(answer).isInstanceOf(Answer.Unavailable.class);
  }

  @Test
  void isUnavailableWhileNobodyIsKnown() throws Exception {
    // Given
    routing.table = RoutingTable.empty();

    // When
    Answer answer = impatient.ask(0, "sites");

    // Then
    assertThat(answer)
        .isEqualTo(new Answer.Unavailable("no processor is known to hold the partition"));
  }

  @Test
  void believesTheActiveThatThereIsNoSuchThing() throws Exception {
    // Given
    processors.will(ACTIVE, unknown(Role.ACTIVE));

    // When
    Answer answer = router.ask(0, "sites/x/visits/y");

    // Then
    assertThat(answer).isInstanceOf(Answer.Unknown.class);
    assertThat(processors.asked()).hasSize(1);
  }

  @Test
  void asksOnWhenOnlyAStandbyDoesNotKnow() throws Exception {
    // Given: the standby is asked first and is behind
    routing.table = routing.table.doubting(ACTIVE);
    processors.will(STANDBY, unknown(Role.STANDBY));
    processors.will(ACTIVE, found(Role.ACTIVE));

    // When
    Answer answer = router.ask(0, "sites/x/visits/y");

    // Then
    assertThat(servedBy(answer)).isEqualTo(Role.ACTIVE);
  }

  @Test
  void believesAStandbyWhenNobodyElseAnswers() throws Exception {
    // Given
    processors.will(ACTIVE, new Reply.Failed("refused"));
    processors.will(STANDBY, unknown(Role.STANDBY));

    // When
    Answer answer = router.ask(0, "sites/x/visits/y");

    // Then
    assertThat(answer).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void aWrongQuestionIsNotAskedTwice() throws Exception {
    // Given
    processors.will(ACTIVE, new Reply.Refused());

    // When
    Answer answer = router.ask(0, "sites/x/visits?after=nonsense");

    // Then
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(processors.asked()).hasSize(1);
  }

  /** Two processors that hold partition 0. */
  private static final class KnownRouting implements Routing {
    private volatile RoutingTable table =
        RoutingTable.of(
            List.of(
                new Assignment(ACTIVE, 1, List.of(new Claim(ACTIVE, Set.of(0), Set.of()))),
                new Assignment(STANDBY, 1, List.of(new Claim(STANDBY, Set.of(), Set.of(0))))),
            Set.of(ACTIVE.address(), STANDBY.address()));
    private final List<Processor> failed = new ArrayList<>();
    private final AtomicInteger refreshes = new AtomicInteger();

    @Override
    public RoutingTable table() {
      return table;
    }

    @Override
    public void failed(Processor processor) {
      failed.add(processor);
    }

    @Override
    public void refreshSoon() {
      refreshes.incrementAndGet();
    }
  }

  /** Replies as told; the last reply for ever. */
  private static final class ScriptedCall implements ProcessorCall {
    private final Map<Processor, Deque<Reply>> replies = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Set<String> stuck = new HashSet<>();

    synchronized void will(Processor processor, Reply... script) {
      replies.put(processor, new ArrayDeque<>(List.of(script)));
    }

    synchronized void willNotAnswer(Processor processor) {
      replies.remove(processor);
    }

    /** Whatever else it answers. */
    synchronized void isStuck(Processor processor, String question) {
      stuck.add(processor.name() + " /internal/v1/partitions/0/" + question);
    }

    synchronized List<String> asked() {
      return List.copyOf(asked);
    }

    @Override
    public Reply ask(Processor processor, String path) throws InterruptedException {
      Reply reply = next(processor, path);
      if (reply == null) {
        new CountDownLatch(1).await(); // until it is interrupted
        throw new IllegalStateException("a latch that nobody counts down opened");
      }
      return reply;
    }

    private synchronized @Nullable Reply next(Processor processor, String path) {
      asked.add(processor.name() + " " + path);
      Deque<Reply> script = replies.get(processor);
      if (script == null || stuck.contains(processor.name() + " " + path)) {
        return null;
      }
      return script.size() > 1 ? script.removeFirst() : script.getFirst();
    }
  }
}
