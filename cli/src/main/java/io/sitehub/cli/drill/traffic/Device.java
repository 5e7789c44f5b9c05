package io.sitehub.cli.drill.traffic;

import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.cli.simulate.Delivery;
import io.sitehub.cli.simulate.PlannedEvent;
import io.sitehub.cli.simulate.Terminal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One terminal at work: publishes what it recorded in its order, when it is due. */
final class Device {
  private static final long FIRST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 1_000;

  /** What becomes of an event that was not acknowledged. */
  enum Habit {
    /** It is sent again, with the same id, here and there, until it is acknowledged or refused. */
    PERSISTENT,
    /** It is never sent again. */
    ONE_SHOT
  }

  private final Terminal terminal;
  private final Habit habit;
  private final List<Delivery> deliveries;
  private final Map<Delivery, Long> dueNanos;
  private final List<URI> gateways;
  private final EventPost post;

  /** By id: a repeat is what was sent before, word for word, whatever the clock says by then. */
  private final Map<String, PlannedEvent> recorded = new HashMap<>();

  private int gateway;
  private volatile Duration clockOffset = Duration.ZERO;
  private volatile boolean stopping;

  Device(
      Terminal terminal,
      Habit habit,
      List<Delivery> deliveries,
      Map<Delivery, Long> dueNanos,
      List<URI> gateways,
      EventPost post) {
    this.terminal = terminal;
    this.habit = habit;
    this.deliveries = deliveries;
    this.dueNanos = dueNanos;
    this.gateways = gateways;
    this.post = post;
    this.gateway = Math.floorMod(terminal.source().hashCode(), gateways.size());
  }

  Terminal terminal() {
    return terminal;
  }

  Habit habit() {
    return habit;
  }

  int deliveries() {
    return deliveries.size();
  }

  /** From now on what it records is stamped so much off. */
  void offsetClock(Duration by) {
    clockOffset = by;
  }

  /** No event is begun after this; what was begun is brought to its end. */
  void stop() {
    stopping = true;
  }

  /** Publishes until told to stop. */
  void run(long startNanos) throws InterruptedException {
    for (Delivery delivery : deliveries) {
      long dueAt = startNanos + dueNanos.getOrDefault(delivery, 0L);
      while (!stopping && dueAt - System.nanoTime() > 0) {
        long waitNanos = Math.min(dueAt - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(200));
        TimeUnit.NANOSECONDS.sleep(Math.max(0, waitNanos));
      }
      if (stopping) {
        return;
      }
      if (!delivery.repeat() || habit == Habit.PERSISTENT) {
        publish(recorded.computeIfAbsent(delivery.event().id(), id -> stamped(delivery.event())));
      }
    }
  }

  private void publish(PlannedEvent event) throws InterruptedException {
    long pauseMs = FIRST_PAUSE_MS;
    while (true) {
      URI target = gateways.get(Math.floorMod(gateway, gateways.size()));
      var attempt = post.send(target, List.of(event));
      boolean refused =
          attempt.outcome() == Outcome.FAILED && !attempt.detail().startsWith("not sent");
      if (attempt.outcome() == Outcome.OK || refused) {
        return;
      }
      gateway++;
      if (habit == Habit.ONE_SHOT) {
        return;
      }
      Thread.sleep(pauseMs + ThreadLocalRandom.current().nextLong(pauseMs));
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }
  }

  private PlannedEvent stamped(PlannedEvent event) {
    Duration by = clockOffset;
    return by.isZero()
        ? event
        : new PlannedEvent(
            event.terminal(),
            event.id(),
            event.type(),
            event.time().plus(by),
            event.visitId(),
            event.deviceseq(),
            event.actor(),
            event.data());
  }
}
