package io.sitehub.processors.handover;

import io.sitehub.kit.lifecycle.Component;
import io.sitehub.processors.serve.LocalState;
import io.sitehub.processors.serve.LocalState.Holder;
import io.sitehub.processors.serve.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands everything over before the end. An instance that just ended would first close its stores
 * and then leave the group, and only then would the others begin to take over; so it says that it
 * leaves, has the tasks assigned anew, works on until they are taken from it, and goes on answering
 * as a standby. Where nobody is left to take over, or nobody has in ten seconds, it ends as it is.
 */
public final class Handover implements Component {

  private static final Logger log = LoggerFactory.getLogger(Handover.class);

  /** A line to the peers takes less. */
  private static final Duration HEARD_WITHIN = Duration.ofMillis(50);

  /** Whoever leads the group may have assigned before it heard. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

  private static final Duration AT_MOST = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Supplier<String> self;
  private final Leavers leavers;
  private final Runnable announcement;
  private final Runnable reassignment;
  private final BooleanSupplier somebodyStays;
  private final LocalState state;

  /**
   * @param self own address, host:port
   * @param leavers who leaves, which the assignor goes by
   * @param announcement tells the peers that this one leaves
   * @param reassignment has the tasks assigned anew
   * @param somebodyStays whether there is a peer that lives and has not said that it leaves
   */
  public Handover(
      Supplier<String> self,
      Leavers leavers,
      Runnable announcement,
      Runnable reassignment,
      BooleanSupplier somebodyStays,
      LocalState state) {
    this.self = self;
    this.leavers = leavers;
    this.announcement = announcement;
    this.reassignment = reassignment;
    this.somebodyStays = somebodyStays;
    this.state = state;
  }

  @Override
  public String name() {
    return "handover";
  }

  @Override
  public void start() {}

  @Override
  public void stop(Duration within) throws InterruptedException {
    try {
      leavers.leaves(self.get());
      announcement.run();
      if (somebodyStays.getAsBoolean() && !isDone()) {
        Thread.sleep(HEARD_WITHIN);
        handOver(within.compareTo(AT_MOST) < 0 ? within : AT_MOST);
      }
    } catch (IllegalStateException | InvalidStateStoreException e) {
      log.atInfo().addKeyValue("cause", e.getMessage()).log("nothing to hand over");
    }
  }

  private void handOver(Duration within) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + within.toNanos();
    long ask = start;
    while (!isDone()) {
      long now = System.nanoTime();
      if (now - end >= 0 || !somebodyStays.getAsBoolean()) {
        log.atInfo().log("nobody has taken over yet; whoever is left will when this one has ended");
        return;
      }
      if (now - ask >= 0) {
        reassignment.run();
        ask = now + ASK_AGAIN.toNanos();
      }
      Thread.sleep(LOOK_EVERY);
    }
    log.atInfo()
        .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - start).toMillis())
        .log("others have taken over");
  }

  /** Whether this one is active for nothing, and others are for all that it holds. */
  private boolean isDone() {
    Map<Integer, Role> roles = state.roles();
    String own = self.get();
    Set<Integer> elsewhere =
        state.holders().stream()
            .filter(holder -> !holder.address().equals(own))
            .map(Holder::active)
            .flatMap(Set::stream)
            .collect(Collectors.toSet());
    return !roles.containsValue(Role.ACTIVE) && elsewhere.containsAll(roles.keySet());
  }
}
