package io.sitehub.bench.failover;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What users noticed between two instants.
 *
 * @param events how many were published
 * @param ackToVisibleMs of the event that took longest
 * @param postToVisibleMs of the event that took longest
 * @param ackGapMs the longest time without an acknowledgement
 * @param slowestPostMs from the first attempt to the acknowledgement, of the slowest
 * @param slowestQueryMs of the question that took longest to be answered
 * @param staleMs the oldest that an answer said it may be
 * @param failedQueries questions that were answered with an error, or not at all
 * @param invisible events that were acknowledged and not seen in all that time
 */
record Figures(
    int events,
    double ackToVisibleMs,
    double postToVisibleMs,
    double ackGapMs,
    double slowestPostMs,
    double slowestQueryMs,
    double staleMs,
    int failedQueries,
    int invisible) {

  /** Those of what was published, and asked, between two instants of the monotonic clock. */
  static Figures between(
      long fromNanos, long toNanos, Collection<Tracked> events, Collection<Asking> askings) {
    List<Tracked> published =
        events.stream()
            .filter(event -> event.postedNanos >= fromNanos && event.postedNanos <= toNanos)
            .toList();
    List<Tracked> acked = published.stream().filter(Tracked::isAcked).toList();
    List<Tracked> seen = acked.stream().filter(Tracked::isVisible).toList();
    List<Asking> asked =
        askings.stream()
            .filter(each -> each.askedNanos() >= fromNanos && each.askedNanos() <= toNanos)
            .toList();
    return new Figures(
        published.size(),
        seen.stream()
            .mapToDouble(each -> ms(each.visibleNanos() - each.ackedNanos()))
            .max()
            .orElse(0),
        seen.stream()
            .mapToDouble(each -> ms(each.visibleNanos() - each.postedNanos))
            .max()
            .orElse(0),
        gapMs(acked),
        acked.stream()
            .mapToDouble(each -> ms(each.ackedNanos() - each.postedNanos))
            .max()
            .orElse(0),
        asked.stream()
            .mapToDouble(each -> ms(each.answeredNanos() - each.askedNanos()))
            .max()
            .orElse(0),
        asked.stream().mapToLong(Asking::staleMs).max().orElse(0),
        (int) asked.stream().filter(Asking::failed).count(),
        acked.size() - seen.size());
  }

  private static double gapMs(List<Tracked> acked) {
    long[] times = acked.stream().mapToLong(Tracked::ackedNanos).sorted().toArray();
    long longest = 0;
    for (int i = 1; i < times.length; i++) {
      longest = Math.max(longest, times[i] - times[i - 1]);
    }
    return ms(longest);
  }

  private static double ms(long nanos) {
    return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
  }

  /** By the columns of a report. */
  Map<String, Double> columns() {
    Map<String, Double> columns = new LinkedHashMap<>();
    columns.put("ack to visible s", ackToVisibleMs / 1_000);
    columns.put("POST to visible s", postToVisibleMs / 1_000);
    columns.put("ack gap s", ackGapMs / 1_000);
    columns.put("slowest POST ms", slowestPostMs);
    columns.put("slowest query ms", slowestQueryMs);
    columns.put("stated staleness s", staleMs / 1_000);
    return columns;
  }
}
