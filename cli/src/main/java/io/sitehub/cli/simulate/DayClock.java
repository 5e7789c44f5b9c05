package io.sitehub.cli.simulate;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The heart of a discrete-event simulation: steps run in the order of their instants. */
final class DayClock {
  private record Step(long atMs, long order, Runnable action) {}

  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparingLong(Step::atMs).thenComparingLong(Step::order));
  private long nowMs;
  private long scheduled;

  DayClock(long startMs) {
    this.nowMs = startMs;
  }

  /** Milliseconds since 1970 of the step that is running. */
  long nowMs() {
    return nowMs;
  }

  /** Runs {@code action} at an instant; one that has passed means now. */
  void at(long atMs, Runnable action) {
    steps.add(new Step(Math.max(atMs, nowMs), scheduled++, action));
  }

  void after(long delayMs, Runnable action) {
    at(nowMs + delayMs, action);
  }

  /** Runs steps until none is left. */
  void run() {
    for (Step step = steps.poll(); step != null; step = steps.poll()) {
      nowMs = step.atMs;
      step.action.run();
    }
  }
}
