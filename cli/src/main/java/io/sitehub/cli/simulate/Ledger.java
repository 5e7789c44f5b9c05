package io.sitehub.cli.simulate;

import io.sitehub.cli.simulate.SimulationResult.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the terminals of a simulation have sent and what became of it; all may write at once. */
final class Ledger {
  private static final int KEPT_REFUSALS = 100;

  private final SimulationPlan plan;
  private final Instant first;
  private final double simulatedMsPerNano;
  private final List<HeldEvent> held = new ArrayList<>();
  private final Map<String, AtomicInteger> openByVisit = new HashMap<>();
  private final CountDownLatch unsettled;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong attempts = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong repeats = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong undelivered = new AtomicLong();
  private final AtomicInteger trucksDone = new AtomicInteger();
  private final List<Refusal> refusals = new ArrayList<>();

  private record HeldEvent(Instant happened, Instant sent) {}

  /**
   * @param lastDueNanos when the last sending is due; 0 if nothing waits for its time
   */
  Ledger(SimulationPlan plan, long lastDueNanos) {
    this.plan = plan;
    this.first = plan.firstSending();
    this.unsettled = new CountDownLatch(Math.toIntExact(plan.events()));
    long spanMs = Duration.between(first, plan.lastSending()).toMillis();
    this.simulatedMsPerNano = lastDueNanos == 0 ? 0 : (double) spanMs / lastDueNanos;
    for (Delivery delivery : plan.deliveries()) {
      if (!delivery.repeat()) {
        String visitId = delivery.event().visitId();
        if (visitId != null) {
          openByVisit
              .computeIfAbsent(visitKey(delivery.event(), visitId), v -> new AtomicInteger())
              .incrementAndGet();
        }
        Instant happened = delivery.event().time();
        if (Duration.between(happened, delivery.at()).toMinutes() >= 5) {
          held.add(new HeldEvent(happened, delivery.at()));
        }
      }
    }
  }

  /** A request with a repeat. */
  void attempt(boolean again) {
    attempts.incrementAndGet();
    if (again) {
      retries.incrementAndGet();
    }
  }

  void acknowledge(Delivery delivery) {
    if (delivery.repeat()) {
      repeats.incrementAndGet();
      return;
    }
    acknowledged.incrementAndGet();
    unsettled.countDown();
    String visitId = delivery.event().visitId();
    if (visitId != null) {
      AtomicInteger open = openByVisit.get(visitKey(delivery.event(), visitId));
      if (open != null && open.decrementAndGet() == 0) {
        trucksDone.incrementAndGet();
      }
    }
  }

  void refuse(Delivery delivery, int status, String answer) {
    refused.incrementAndGet();
    if (!delivery.repeat()) {
      unsettled.countDown();
    }
    synchronized (refusals) {
      if (refusals.size() < KEPT_REFUSALS) {
        PlannedEvent event = delivery.event();
        refusals.add(new Refusal(event.terminal().source(), event.id(), status, answer));
      }
    }
  }

  /** A repeat that nobody answered. */
  void giveUpRepeat() {
    undelivered.incrementAndGet();
  }

  /** What is not settled now will not be in this run. */
  void giveUpTheRest() {
    undelivered.addAndGet(unsettled.getCount());
  }

  /** How many events are neither acknowledged nor refused. */
  long unsettled() {
    return unsettled.getCount();
  }

  /** Waits until every event is acknowledged or refused; false when it takes longer. */
  boolean awaitSettled(Duration longest) throws InterruptedException {
    return unsettled.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * How far it is.
   *
   * @param traffic of the journals; that of repeats is known here
   */
  SimulationProgress progress(long elapsedNanos, Traffic traffic) {
    Instant simulated =
        simulatedMsPerNano == 0
            ? first
            : first.plusMillis((long) (elapsedNanos * simulatedMsPerNano));
    Instant now = simulated.isAfter(plan.lastSending()) ? plan.lastSending() : simulated;
    return new SimulationProgress(
        now,
        Duration.ofNanos(elapsedNanos),
        plan.events(),
        acknowledged.get(),
        attempts.get() + traffic.requests(),
        retries.get() + traffic.failed(),
        repeats.get(),
        held.stream().filter(h -> h.happened.isBefore(now) && h.sent.isAfter(now)).count(),
        plan.trucks(),
        trucksDone.get(),
        refused.get(),
        undelivered.get());
  }

  List<Refusal> refusals() {
    synchronized (refusals) {
      return List.copyOf(refusals);
    }
  }

  private static String visitKey(PlannedEvent event, String visitId) {
    return event.terminal().siteId() + "/" + visitId;
  }
}
