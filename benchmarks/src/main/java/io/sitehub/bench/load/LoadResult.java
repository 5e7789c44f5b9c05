package io.sitehub.bench.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a load generator saw while it measured.
 *
 * @param seconds how long it measured
 * @param requests answered with 2xx in that time
 * @param events in those requests
 * @param latencyMicros of those requests, in microseconds
 * @param failures answers that were no 2xx, by status; 0 is a connection that broke
 * @param cpuShare of one processor that the load generator itself used, 0 to 1
 */
public record LoadResult(
    double seconds,
    long requests,
    long events,
    Histogram latencyMicros,
    Map<Integer, Long> failures,
    double cpuShare) {

  /** Events acknowledged a second. */
  public double eventsPerSecond() {
    return events / seconds;
  }

  /** A percentile of the latency, in milliseconds. */
  public double latencyMs(double percentile) {
    return latencyMicros.getValueAtPercentile(percentile) / 1_000.0;
  }

  /** How many requests got no 2xx. */
  public long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }
}
