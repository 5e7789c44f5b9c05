package io.sitehub.cli.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** How fast a plan is published. */
public sealed interface Pace {

  /**
   * The whole plan, from its first sending to its last, in so much real time.
   *
   * @param length real time; more than zero
   */
  record DayIn(Duration length) implements Pace {
    /**
     * @throws IllegalArgumentException if it is not more than zero
     */
    public DayIn {
      if (!length.isPositive()) {
        throw new IllegalArgumentException("length is " + length + ", must be more than zero");
      }
    }
  }

  /** Each terminal as fast as it gets acknowledgements; terminals do not wait for each other. */
  record AsFastAsPossible() implements Pace {}

  /**
   * So many events a second over all terminals, in the plan's order.
   *
   * @param eventsPerSecond more than zero
   */
  record Rate(double eventsPerSecond) implements Pace {
    /**
     * @throws IllegalArgumentException if it is not more than zero
     */
    public Rate {
      if (!(eventsPerSecond > 0)) {
        throw new IllegalArgumentException(
            "eventsPerSecond is " + eventsPerSecond + ", must be more than zero");
      }
    }
  }

  /** When each sending is due, in nanoseconds from the start. */
  default Map<Delivery, Long> schedule(SimulationPlan plan) {
    Map<Delivery, Long> dueNanos = new IdentityHashMap<>();
    List<Delivery> deliveries = plan.deliveries();
    Instant first = plan.firstSending();
    double spanMs = Math.max(1, Duration.between(first, plan.lastSending()).toMillis());
    for (int i = 0; i < deliveries.size(); i++) {
      Delivery delivery = deliveries.get(i);
      double due =
          switch (this) {
            case DayIn day ->
                day.length.toNanos() * (Duration.between(first, delivery.at()).toMillis() / spanMs);
            case AsFastAsPossible fast -> 0;
            case Rate rate -> i * 1e9 / rate.eventsPerSecond;
          };
      dueNanos.put(delivery, (long) due);
    }
    return dueNanos;
  }
}
