package io.sitehub.connectors.jdbc;

/** How long to wait before the next attempt: twice as long each time, up to a bound. */
final class BackOff {

  private final long leastMs;
  private final long mostMs;
  private long nextMs;

  BackOff(long leastMs, long mostMs) {
    this.leastMs = leastMs;
    this.mostMs = mostMs;
    this.nextMs = leastMs;
  }

  /** Milliseconds to wait after one more attempt that failed. */
  long afterFailureMs() {
    long now = nextMs;
    nextMs = Math.min(mostMs, 2 * nextMs);
    return now;
  }

  /** An attempt has succeeded. */
  void succeeded() {
    nextMs = leastMs;
  }
}
