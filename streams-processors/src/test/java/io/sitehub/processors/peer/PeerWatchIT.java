package io.sitehub.processors.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sitehub.kit.http.HttpService;
import io.sitehub.kit.http.ListenAddress;
import io.sitehub.processors.fence.Fence;
import io.sitehub.processors.fence.FenceOutcome;
import io.sitehub.processors.fence.Life;
import io.sitehub.processors.handover.Leavers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A watch on lifelines that are held out by HTTP, and brokers that note what they are told. */
class PeerWatchIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Life LIFE = new Life("processor-2", Optional.of("p-2"), 2);

  private final NotingBrokers brokers = new NotingBrokers();
  private final Set<String> spokenOf = ConcurrentHashMap.newKeySet();
  private final Leavers leavers = new Leavers();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final PeerWatch watch =
      new PeerWatch(() -> Set.copyOf(spokenOf), brokers, leavers, Duration.ofMillis(300), metrics);

  @AfterEach
  void stop() throws InterruptedException {
    watch.stop(Duration.ofSeconds(5));
  }

  private void awaitHeard(int peers) {
    await()
        .atMost(SOON)
        .until(() -> metrics.get("sitehub.processors.peers.living").gauge().value() == peers);
  }

  @Test
  void endsTheLifeOfAPeerThatDies() throws Exception {
    // Given
    Peer peer = new Peer(LIFE, 0);
    spokenOf.add(peer.address());
    watch.start();
    awaitHeard(1);

    // When
    peer.die();

    // Then
    await()
        .atMost(SOON)
        .until(() -> metrics.counter("sitehub.processors.peers.fenced").count() == 1);
    assertThat(brokers.ended).containsExactly(LIFE);
  }

  @Test
  void triesAgainWhenTheBrokersCouldNotBeTold() throws Exception {
    // Given
    Peer peer = new Peer(LIFE, 0);
    spokenOf.add(peer.address());
    brokers.deaf.set(2);
    watch.start();
    awaitHeard(1);

    // When
    peer.die();

    // Then
    await().atMost(SOON).until(() -> brokers.ended.equals(List.of(LIFE)));
    assertThat(brokers.deaf.get()).isZero();
  }

  @Test
  void leavesAPeerAloneThatEndsCleanlyAndHearsItAgain() throws Exception {
    // Given
    Peer peer = new Peer(LIFE, 0);
    spokenOf.add(peer.address());
    watch.start();
    awaitHeard(1);

    // When
    peer.end();
    awaitHeard(0);
    Peer again = new Peer(LIFE, peer.port);

    // Then
    awaitHeard(1);
    assertThat(brokers.ended).isEmpty();
    again.end();
  }

  @Test
  void hearsThatAPeerIsAboutToEndAndForgetsItWhenItIsBack() throws Exception {
    // Given
    Peer peer = new Peer(LIFE, 0);
    spokenOf.add(peer.address());
    watch.start();
    awaitHeard(1);
    assertThat(watch.somebodyStays()).isTrue();

    // When
    peer.lifeline.leave();

    // Then
    await().atMost(SOON).until(() -> leavers.contains(peer.address()));
    assertThat(watch.somebodyStays()).isFalse();

    // When
    peer.end();
    awaitHeard(0);
    Peer again = new Peer(LIFE, peer.port);
    awaitHeard(1);

    // Then
    assertThat(leavers.contains(again.address())).isFalse();
    assertThat(watch.somebodyStays()).isTrue();
    again.end();
  }

  @Test
  void leavesAPeerAloneThatHasMoved() throws Exception {
    // Given
    Peer peer = new Peer(LIFE, 0);
    Peer moved = new Peer(LIFE, 0);
    spokenOf.add(peer.address());
    spokenOf.add(moved.address());
    watch.start();
    awaitHeard(2);

    // When
    peer.die();
    awaitHeard(1);

    // Then: it has seen to its former life itself
    await().during(Duration.ofMillis(700)).atMost(SOON).until(() -> brokers.ended.isEmpty());
    moved.end();
  }

  @Test
  void endsTheLifeOfASilentPeerOnceTheBrokersHaveGivenItUp() throws Exception {
    // Given: frozen, it takes connections and says nothing
    AtomicInteger turns = new AtomicInteger();
    Lifeline frozen =
        (address, to) -> to.accept(turns.getAndIncrement() == 0 ? born() : new Sign.Silent());
    brokers.counted.add(LIFE);
    PeerWatch onFrozen =
        new PeerWatch(
            () -> Set.copyOf(spokenOf),
            frozen,
            brokers,
            leavers,
            Duration.ofMillis(1),
            new SimpleMeterRegistry());
    spokenOf.add("127.0.0.1:1");
    onFrozen.start();

    // When, then
    await().atMost(SOON).until(() -> brokers.asked.get() >= 2);
    assertThat(brokers.ended).isEmpty();

    // When: the brokers give it up, and the rebalance takes its address away
    spokenOf.clear();
    brokers.counted.clear();

    // Then
    await().atMost(SOON).until(() -> brokers.ended.equals(List.of(LIFE)));
    onFrozen.stop(Duration.ofSeconds(5));
  }

  private static Sign born() {
    return new Sign.Born(LIFE);
  }

  /** The internal port of a peer. */
  private static final class Peer {
    private final LifelineRoute lifeline;
    private final HttpService server;
    private final int port;
    private volatile boolean ended;

    Peer(Life life, int onPort) throws Exception {
      lifeline = new LifelineRoute(() -> Optional.of(life), () -> ended);
      server =
          new HttpService(
              "test", "peer", new ListenAddress("127.0.0.1", onPort, "port"), lifeline::routes);
      server.start();
      this.port = server.port();
    }

    String address() {
      return "127.0.0.1:" + port;
    }

    /** Without a goodbye, as when its process is killed. */
    void die() {
      lifeline.stop(Duration.ZERO);
      server.stop(Duration.ofSeconds(5));
    }

    void end() {
      ended = true;
      lifeline.stop(Duration.ZERO);
      server.stop(Duration.ofSeconds(5));
    }
  }

  /** Brokers that note which lives were ended. */
  private static final class NotingBrokers implements Fence {
    private final List<Life> ended = new CopyOnWriteArrayList<>();
    private final Set<Life> counted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger deaf = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public FenceOutcome end(Life life) {
      if (deaf.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
        return new FenceOutcome.Incomplete("deaf");
      }
      ended.add(life);
      return new FenceOutcome.Done(Duration.ZERO);
    }

    @Override
    public boolean counts(Life life) {
      asked.incrementAndGet();
      return counted.contains(life);
    }
  }
}
