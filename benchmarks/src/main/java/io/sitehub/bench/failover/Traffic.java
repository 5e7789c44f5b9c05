package io.sitehub.bench.failover;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Visits of one event each, which come about at a fixed rate whatever the site does. The terminal
 * of each site sends ten times a second what came about meanwhile, in its order, one request at a
 * time, to any of the gateways until it is acknowledged.
 */
final class Traffic implements AutoCloseable {
  private static final int MOST_AT_ONCE = 50;
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofMillis(400);
  private static final Duration GATHERED = Duration.ofMillis(100);
  private static final long PAUSE_MS = 20;

  private final List<URI> gateways;
  private final List<String> siteIds;
  private final long everyNanos;
  private final String run = Long.toString(System.nanoTime(), 36);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final List<BlockingQueue<Tracked>> waiting = new ArrayList<>();
  private final List<Thread> terminals = new ArrayList<>();
  private final Queue<Tracked> events = new ConcurrentLinkedQueue<>();
  private final Map<String, Queue<Tracked>> bySite = new ConcurrentHashMap<>();
  private final Thread clock = Thread.ofPlatform().name("traffic").unstarted(this::tick);
  private volatile boolean on;
  private volatile boolean closed;

  Traffic(List<URI> gateways, List<String> siteIds, int perSecond) {
    this.gateways = List.copyOf(gateways);
    this.siteIds = List.copyOf(siteIds);
    this.everyNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int n = 0; n < siteIds.size(); n++) {
      BlockingQueue<Tracked> own = new LinkedBlockingQueue<>();
      int first = n % gateways.size();
      waiting.add(own);
      terminals.add(Thread.ofVirtual().name("terminal-" + n).start(() -> send(own, first)));
    }
    clock.start();
  }

  /** Lets events come, or stop coming; those on their way are not affected. */
  void on(boolean now) {
    on = now;
  }

  /** Every event that came about, oldest first. */
  Queue<Tracked> events() {
    return events;
  }

  /** Those of one site, to be taken out by whoever follows them. */
  Queue<Tracked> of(String siteId) {
    return bySite.computeIfAbsent(siteId, site -> new ConcurrentLinkedQueue<>());
  }

  private void tick() {
    long due = System.nanoTime();
    for (long n = 0; !closed; n++) {
      due += everyNanos;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      if (on) {
        int terminal = (int) (n % siteIds.size());
        String siteId = siteIds.get(terminal);
        Tracked event = new Tracked(siteId, "F-" + run + "-" + n, due);
        events.add(event);
        of(siteId).add(event);
        waiting.get(terminal).add(event);
      }
    }
  }

  /** What a terminal does all day. */
  private void send(BlockingQueue<Tracked> own, int firstGateway) {
    int gateway = firstGateway;
    try {
      while (!closed) {
        List<Tracked> batch = new ArrayList<>();
        batch.add(own.take());
        Thread.sleep(GATHERED);
        own.drainTo(batch, MOST_AT_ONCE - 1);
        String body =
            batch.stream().map(Traffic::announcement).collect(Collectors.joining(",", "[", "]"));
        while (!post(gateways.get(gateway), body)) {
          gateway = (gateway + 1) % gateways.size();
          Thread.sleep(PAUSE_MS);
        }
        long now = System.nanoTime();
        batch.forEach(event -> event.acked(now));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private boolean post(URI gateway, String body) throws InterruptedException {
    try {
      return http.send(
                  HttpRequest.newBuilder(gateway.resolve("/v1/events"))
                      .timeout(ATTEMPT)
                      .header("content-type", "application/cloudevents-batch+json")
                      .POST(BodyPublishers.ofString(body))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          < 300;
    } catch (IOException e) {
      return false;
    }
  }

  private static String announcement(Tracked event) {
    return """
    {"specversion":"1.0","id":"%s","source":"/sites/%s/terminals/bench",\
    "type":"com.sitehub.visit.announced.v1","time":"2026-01-14T08:00:00Z","siteid":"%s",\
    "subject":"%s","data":{"orderId":"%s","carrier":"bench","material":"sand"}}\
    """
        .formatted(event.visitId, event.siteId, event.siteId, event.visitId, event.visitId);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    clock.join();
    for (Thread terminal : terminals) {
      terminal.interrupt();
      terminal.join();
    }
    http.shutdownNow();
  }
}
