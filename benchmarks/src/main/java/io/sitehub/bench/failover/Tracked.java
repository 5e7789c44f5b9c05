package io.sitehub.bench.failover;

/** One event from its POST to the query that shows it. Times are of {@link System#nanoTime()}. */
final class Tracked {
  private static final long NOT_YET = Long.MAX_VALUE;

  final String siteId;
  final String visitId;
  final long postedNanos;
  private volatile long ackedNanos = NOT_YET;
  private volatile long visibleNanos = NOT_YET;

  Tracked(String siteId, String visitId, long postedNanos) {
    this.siteId = siteId;
    this.visitId = visitId;
    this.postedNanos = postedNanos;
  }

  void acked(long nanos) {
    ackedNanos = nanos;
  }

  void visible(long nanos) {
    visibleNanos = nanos;
  }

  boolean isAcked() {
    return ackedNanos != NOT_YET;
  }

  boolean isVisible() {
    return visibleNanos != NOT_YET;
  }

  long ackedNanos() {
    return ackedNanos;
  }

  long visibleNanos() {
    return visibleNanos;
  }
}
