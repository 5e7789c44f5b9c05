package io.sitehub.bench.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends requests over a fixed number of connections from the calling thread.
 *
 * <p>Closed loop: each connection sends its next request when the last one was answered; this finds
 * out how much a server takes. Open loop: requests are due at a fixed rate, whatever the server
 * does, and latency counts from the instant a request was due; this is what clients see, without
 * coordinated omission.
 */
public final class LoadGenerator {
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);

  private final InetSocketAddress target;
  private final List<RequestTemplate> requests;
  private final int connections;
  private final double requestsPerSecond;

  private long nextNumber;
  private long sent;
  private long answered;
  private long events;
  private long requestsInWindow;
  private final Histogram latencyMicros = new Histogram(HIGHEST_MICROS, 3);
  private final Map<Integer, Long> failures = new TreeMap<>();
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();

  private LoadGenerator(
      InetSocketAddress target,
      List<RequestTemplate> requests,
      int connections,
      double requestsPerSecond) {
    this.target = target;
    this.requests = List.copyOf(requests);
    this.connections = connections;
    this.requestsPerSecond = requestsPerSecond;
    // Numbers differ from run to run, so that no event is a repeat.
    this.nextNumber = System.currentTimeMillis() << 20;
  }

  /** As many requests as the server answers; {@code requests} are sent in turn. */
  public static LoadResult closedLoop(
      InetSocketAddress target,
      List<RequestTemplate> requests,
      int connections,
      Duration warmUp,
      Duration measure)
      throws IOException {
    return new LoadGenerator(target, requests, connections, 0).run(warmUp, measure);
  }

  /** Requests at a fixed rate over at most {@code connections}. */
  public static LoadResult openLoop(
      InetSocketAddress target,
      List<RequestTemplate> requests,
      int connections,
      double requestsPerSecond,
      Duration warmUp,
      Duration measure)
      throws IOException {
    if (!(requestsPerSecond > 0)) {
      throw new IllegalArgumentException("requestsPerSecond is " + requestsPerSecond);
    }
    return new LoadGenerator(target, requests, connections, requestsPerSecond).run(warmUp, measure);
  }

  private LoadResult run(Duration warmUp, Duration measure) throws IOException {
    int longest = requests.stream().mapToInt(RequestTemplate::length).max().orElseThrow();
    List<Connection> open = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      try {
        for (int i = 0; i < connections; i++) {
          open.add(new Connection(target, selector, longest));
        }
        idle.addAll(open);
        return drive(selector, warmUp.toNanos(), measure.toNanos());
      } finally {
        for (Connection connection : open) {
          connection.close();
        }
      }
    }
  }

  private LoadResult drive(Selector selector, long warmUpNanos, long measureNanos)
      throws IOException {
    long start = System.nanoTime();
    long from = start + warmUpNanos;
    long to = from + measureNanos;
    long cpuBefore = 0;
    boolean measuring = false;
    long now = start;
    while (now < to) {
      if (!measuring && now >= from) {
        measuring = true;
        cpuBefore = cpuNanos();
      }
      sendWhatIsDue(start, to, now);
      select(selector, start, now);
      now = System.nanoTime();
      take(selector, from, to);
    }
    double cpuShare = (double) (cpuNanos() - cpuBefore) / measureNanos;
    drain(selector, from, to);
    return new LoadResult(
        measureNanos / 1e9,
        requestsInWindow,
        events,
        latencyMicros,
        Map.copyOf(failures),
        cpuShare);
  }

  private void sendWhatIsDue(long start, long to, long now) throws IOException {
    while (!idle.isEmpty()) {
      long due = due(start, now);
      if (due > now || due >= to) {
        return;
      }
      RequestTemplate request = requests.get((int) (sent % requests.size()));
      sent++;
      Connection connection = idle.remove();
      try {
        connection.send(request, nextNumber, due);
      } catch (IOException broken) {
        fail(connection, 0);
      }
      nextNumber += Math.max(1, request.numbers());
    }
  }

  /** When the next request is due: in a closed loop as soon as a connection is idle. */
  private long due(long start, long now) {
    return requestsPerSecond == 0 ? now : start + (long) (sent * 1e9 / requestsPerSecond);
  }

  private void select(Selector selector, long start, long now) throws IOException {
    long waitMs = TimeUnit.NANOSECONDS.toMillis(due(start, now) - now);
    if (requestsPerSecond == 0 || idle.isEmpty()) {
      selector.select(100);
    } else if (waitMs > 0) {
      selector.select(waitMs);
    } else {
      selector.selectNow();
    }
  }

  private void take(Selector selector, long from, long to) throws IOException {
    for (var key : selector.selectedKeys()) {
      Connection connection = (Connection) key.attachment();
      try {
        if (connection.isSending()) {
          connection.continueSending();
        }
        if (key.isValid() && key.isReadable() && connection.receive()) {
          finish(connection, from, to);
        }
      } catch (IOException broken) {
        fail(connection, 0);
      }
    }
    selector.selectedKeys().clear();
  }

  private void finish(Connection connection, long from, long to) {
    long now = System.nanoTime();
    answered++;
    idle.add(connection);
    if (connection.status() / 100 != 2) {
      failures.merge(connection.status(), 1L, Long::sum);
    } else if (now >= from && now < to) {
      requestsInWindow++;
      events += connection.events();
      long micros = TimeUnit.NANOSECONDS.toMicros(now - connection.startedNanos());
      latencyMicros.recordValue(Math.min(micros, HIGHEST_MICROS));
    }
  }

  private void fail(Connection connection, int status) throws IOException {
    failures.merge(status, 1L, Long::sum);
    answered++;
    connection.reopen();
    idle.add(connection);
  }

  /** Waits for the answers still under way, so that the next run begins with a quiet server. */
  private void drain(Selector selector, long from, long to) throws IOException {
    long end = System.nanoTime() + DRAIN.toNanos();
    while (answered < sent && System.nanoTime() < end) {
      selector.select(100);
      take(selector, from, to);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
