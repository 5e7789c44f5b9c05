package io.sitehub.processors.peer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sitehub.kit.lifecycle.Component;
import io.sitehub.processors.fence.Fence;
import io.sitehub.processors.fence.FenceOutcome;
import io.sitehub.processors.fence.Life;
import io.sitehub.processors.handover.Leavers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the other processors, each on its lifeline, and ends the lives of those that die. Costs a
 * connection and a line a second for each.
 */
public final class PeerWatch implements Component {

  private static final Logger log = LoggerFactory.getLogger(PeerWatch.class);
  private static final Duration LOOK_AROUND = Duration.ofMillis(500);
  private static final Duration TRY_AGAIN = Duration.ofMillis(250);

  private final Supplier<Set<String>> others;
  private final Lifeline lifeline;
  private final Fence fence;
  private final Leavers leavers;
  private final Duration patience;
  private final Counter fenced;
  private final Map<String, Thread> watched = new ConcurrentHashMap<>();
  private final Map<String, Life> living = new ConcurrentHashMap<>();
  private volatile @Nullable Thread lookout;
  private volatile boolean stopping;

  /**
   * @param others addresses, host:port, of the others, as far as they are known now
   * @param fence ends lives for the brokers
   * @param leavers is told which of them say that they are about to end
   * @param patience how long a peer may be silent before the brokers are asked whether they have
   *     given it up; less than their session timeout
   */
  public PeerWatch(
      Supplier<Set<String>> others,
      Fence fence,
      Leavers leavers,
      Duration patience,
      MeterRegistry metrics) {
    this(others, new HttpLifeline(), fence, leavers, patience, metrics);
  }

  PeerWatch(
      Supplier<Set<String>> others,
      Lifeline lifeline,
      Fence fence,
      Leavers leavers,
      Duration patience,
      MeterRegistry metrics) {
    this.others = others;
    this.lifeline = lifeline;
    this.fence = fence;
    this.leavers = leavers;
    this.patience = patience;
    this.fenced =
        Counter.builder("sitehub.processors.peers.fenced")
            .description("Lives of other processors that this one has ended for the brokers")
            .register(metrics);
    Gauge.builder("sitehub.processors.peers.living", living::size)
        .description("Other processors that this one hears")
        .register(metrics);
  }

  @Override
  public String name() {
    return "peer-watch";
  }

  /** Whether another one lives that has not said that it is about to end. */
  public boolean somebodyStays() {
    return living.keySet().stream().anyMatch(address -> !leavers.contains(address));
  }

  @Override
  public void start() {
    lookout = Thread.ofVirtual().name("watch-peers").start(this::lookAround);
  }

  @Override
  public void stop(Duration within) throws InterruptedException {
    stopping = true;
    Thread running = lookout;
    if (running != null) {
      running.interrupt();
      running.join(within);
    }
    watched.values().forEach(Thread::interrupt);
  }

  private void lookAround() {
    try {
      while (!stopping) {
        for (String address : others.get()) {
          watched.computeIfAbsent(
              address, each -> Thread.ofVirtual().name("watch-" + each).start(() -> watch(each)));
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_AROUND.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to stop
    }
  }

  /** Watches one address for as long as it is spoken of, or lived when last heard. */
  private void watch(String address) {
    Vigil vigil = new Vigil(patience);
    try {
      do {
        Verdict[] last = {new Verdict.Alive()};
        lifeline.follow(address, sign -> last[0] = note(address, sign, vigil));
        act(address, last[0], vigil);
      } while (!stopping && (vigil.isOpen() || others.get().contains(address)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to stop
    } catch (RuntimeException e) {
      log.atError().addKeyValue("peer", address).setCause(e).log("watching failed; trying again");
    } finally {
      living.remove(address);
      watched.remove(address);
    }
  }

  private Verdict note(String address, Sign sign, Vigil vigil) {
    if (sign instanceof Sign.Born(Life born)) {
      living.put(address, born);
      leavers.forget(address);
    } else if (sign instanceof Sign.Leaving) {
      leavers.leaves(address);
    }
    Verdict verdict = vigil.take(sign, System.nanoTime());
    if (!(verdict instanceof Verdict.Alive)) {
      living.remove(address);
    }
    return verdict;
  }

  private void act(String address, Verdict verdict, Vigil vigil) throws InterruptedException {
    switch (verdict) {
      case Verdict.Alive() -> {}
      case Verdict.LookAgain(Duration after) -> TimeUnit.NANOSECONDS.sleep(after.toNanos());
      case Verdict.Dead(Life life) -> end(address, life, "its port is closed", vigil);
      case Verdict.Missing(Life life) -> {
        if (fence.counts(life)) {
          TimeUnit.NANOSECONDS.sleep(TRY_AGAIN.toNanos());
        } else {
          end(address, life, "nothing is heard of it, by us or by the brokers", vigil);
        }
      }
    }
  }

  private void end(String address, Life life, String why, Vigil vigil) throws InterruptedException {
    Optional<String> elsewhere = heardElsewhere(life.instance());
    if (elsewhere.isPresent()) {
      log.atInfo()
          .addKeyValue("instance", life.instance())
          .addKeyValue("at", elsewhere.get())
          .log("a processor has moved and has ended its former life itself");
      vigil.settled();
      return;
    }
    switch (fence.end(life)) {
      case FenceOutcome.Done(Duration took) -> {
        log.atWarn()
            .addKeyValue("instance", life.instance())
            .addKeyValue("address", address)
            .addKeyValue("why", why)
            .addKeyValue("ms", took.toMillis())
            .log("another processor is dead; the brokers know it now");
        fenced.increment();
        vigil.settled();
      }
      case FenceOutcome.Incomplete(String reason) -> {
        log.atWarn()
            .addKeyValue("instance", life.instance())
            .addKeyValue("cause", reason)
            .log("another processor is dead and the brokers could not be told; trying again");
        TimeUnit.NANOSECONDS.sleep(TRY_AGAIN.toNanos());
      }
    }
  }

  /** Started again at another address, an instance has looked after its former life. */
  private Optional<String> heardElsewhere(String instance) {
    return living.entrySet().stream()
        .filter(entry -> entry.getValue().instance().equals(instance))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
