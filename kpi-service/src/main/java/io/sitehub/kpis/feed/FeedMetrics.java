package io.sitehub.kpis.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What is counted of the feed.
 *
 * @param sent events sent to clients
 * @param slow clients let go for being slow
 * @param caughtUp times a client had to read the log
 */
record FeedMetrics(Counter sent, Counter slow, Counter caughtUp) {

  /** Counters in a registry. */
  static FeedMetrics in(MeterRegistry metrics) {
    return new FeedMetrics(
        counter(metrics, "sitehub.kpis.feed.events", "Events sent to clients"),
        counter(metrics, "sitehub.kpis.feed.slow", "Clients let go for being slow"),
        counter(metrics, "sitehub.kpis.feed.catchups", "Times a client had to read the log"));
  }

  private static Counter counter(MeterRegistry metrics, String name, String description) {
    return Counter.builder(name).description(description).register(metrics);
  }
}
