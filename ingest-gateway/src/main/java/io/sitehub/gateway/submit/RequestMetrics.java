package io.sitehub.gateway.submit;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What the gateway measures of its requests. */
public final class RequestMetrics {
  private final Map<Outcome, Counter> requests = new EnumMap<>(Outcome.class);
  private final Counter events;
  private final Counter violations;
  private final Timer acknowledgement;

  /** Registers every meter, so that each is there from the start with 0. */
  public RequestMetrics(MeterRegistry registry, Admission admission) {
    for (Outcome outcome : Outcome.values()) {
      requests.put(
          outcome,
          Counter.builder("sitehub.gateway.requests")
              .description("Requests to submit events, by how they ended")
              .tag("outcome", outcome.tag())
              .register(registry));
    }
    events =
        Counter.builder("sitehub.gateway.events")
            .description("Events acknowledged")
            .register(registry);
    violations =
        Counter.builder("sitehub.gateway.violations")
            .description("Rules broken by events that were refused")
            .register(registry);
    acknowledgement =
        Timer.builder("sitehub.gateway.acknowledgement")
            .description("From a valid request to the acknowledgement of its last event")
            .serviceLevelObjectives(
                Duration.ofMillis(2),
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10))
            .register(registry);
    Gauge.builder("sitehub.gateway.requests.in.flight", admission, Admission::requests)
        .description("Requests under way")
        .register(registry);
    Gauge.builder("sitehub.gateway.bytes.in.flight", admission, Admission::bytes)
        .description("Bytes of the bodies of requests under way")
        .register(registry);
  }

  void ended(Outcome outcome) {
    requireNonNull(requests.get(outcome)).increment();
  }

  void accepted(int count) {
    events.increment(count);
  }

  void violated(int count) {
    violations.increment(count);
  }

  void acknowledged(Duration after) {
    acknowledgement.record(after);
  }
}
