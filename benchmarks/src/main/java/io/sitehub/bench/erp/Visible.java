package io.sitehub.bench.erp;

import io.sitehub.bench.measure.Effort;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** From the acknowledgement of a ticket in the log to the first look that finds its row. */
final class Visible {
  private static final int PER_SECOND = 20;
  private static final int DIGITS = 3;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final TicketLog log;
  private final ErpEyes eyes;
  private final String prefix;
  private final ConcurrentSkipListMap<Integer, Long> acknowledged = new ConcurrentSkipListMap<>();

  Visible(TicketLog log, ErpEyes eyes, String prefix) {
    this.log = log;
    this.eyes = eyes;
    this.prefix = prefix;
  }

  /** Issues tickets from this number on for as long as all rounds take together. */
  Map<String, Double> measure(int first, Effort effort) throws SQLException, InterruptedException {
    int count = (int) (PER_SECOND * effort.measure().toSeconds() * effort.rounds());
    CompletableFuture<Void> issued = CompletableFuture.runAsync(() -> issue(first, count));
    Histogram millis = new Histogram(DIGITS);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(count / PER_SECOND) + PATIENCE_NANOS;
    int next = first;
    while (next < first + count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("ticket " + next + " did not come to the ERP");
      }
      long visible = eyes.highestTicket(prefix);
      long now = System.nanoTime();
      while (next <= visible && acknowledged.containsKey(next)) {
        millis.recordValue(
            Math.max(0, TimeUnit.NANOSECONDS.toMillis(now - acknowledged.get(next))));
        next++;
      }
      Thread.sleep(2);
    }
    issued.join();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("p50 ms", (double) millis.getValueAtPercentile(50));
    figures.put("p99 ms", (double) millis.getValueAtPercentile(99));
    figures.put("max ms", (double) millis.getMaxValue());
    return figures;
  }

  private void issue(int first, int count) {
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = began + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
      try {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      int number = first + i;
      log.append(number).thenAccept(at -> acknowledged.put(number, at));
    }
  }
}
