package io.sitehub.kpis.route;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each processor last answered anything. */
final class Hearing {
  private final Map<URI, Long> heardAtNanos = new ConcurrentHashMap<>();

  /** A processor has answered just now. */
  void heard(Processor processor) {
    heardAtNanos.put(processor.address(), System.nanoTime());
  }

  /** Whether it has answered since an instant of {@link System#nanoTime()}. */
  boolean heardSince(Processor processor, long nanos) {
    Long heard = heardAtNanos.get(processor.address());
    return heard != null && heard - nanos >= 0;
  }
}
