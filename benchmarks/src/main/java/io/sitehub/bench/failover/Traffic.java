package io.sitehub.bench.failover;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Visits of one event each, published at a fixed rate whatever the site does, each by a terminal of
 * its own that knows all gateways and sends the same again until it is acknowledged.
 */
final class Traffic implements AutoCloseable {
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofMillis(400);
  private static final Duration GIVE_UP = Duration.ofSeconds(60);
  private static final long PAUSE_MS = 20;

  private final List<URI> gateways;
  private final List<String> siteIds;
  private final long everyNanos;
  private final String run = Long.toString(System.nanoTime(), 36);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final ExecutorService terminals = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Tracked> events = new ConcurrentLinkedQueue<>();
  private final Map<String, Queue<Tracked>> bySite = new ConcurrentHashMap<>();
  private final Thread clock = Thread.ofPlatform().name("traffic").unstarted(this::tick);
  private volatile boolean on;
  private volatile boolean closed;

  Traffic(List<URI> gateways, List<String> siteIds, int perSecond) {
    this.gateways = List.copyOf(gateways);
    this.siteIds = List.copyOf(siteIds);
    this.everyNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    clock.start();
  }

  /** Lets events come, or stop coming; those on their way are not affected. */
  void on(boolean now) {
    on = now;
  }

  /** Every event that was begun to be sent, oldest first. */
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
        String visitId = "F-" + run + "-" + n;
        String siteId = siteIds.get((int) (n % siteIds.size()));
        int first = (int) (n % gateways.size());
        terminals.submit(() -> publish(siteId, visitId, first));
      }
    }
  }

  private void publish(String siteId, String visitId, int first) {
    Tracked event = new Tracked(siteId, visitId, System.nanoTime());
    events.add(event);
    of(siteId).add(event);
    String body = announcement(siteId, visitId);
    for (int attempt = 0; attempt < Integer.MAX_VALUE && !closed; attempt++) {
      try {
        if (post(gateways.get((first + attempt) % gateways.size()), body)) {
          event.acked(System.nanoTime());
          return;
        }
        Thread.sleep(PAUSE_MS);
      } catch (InterruptedException e) {
        return;
      }
      if (System.nanoTime() - event.postedNanos > GIVE_UP.toNanos()) {
        return; // what was never acknowledged is not lost
      }
    }
  }

  private boolean post(URI gateway, String body) throws InterruptedException {
    try {
      return http.send(
                  HttpRequest.newBuilder(gateway.resolve("/v1/events"))
                      .timeout(ATTEMPT)
                      .header("content-type", "application/cloudevents+json")
                      .POST(BodyPublishers.ofString(body))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          < 300;
    } catch (IOException e) {
      return false;
    }
  }

  private static String announcement(String siteId, String visitId) {
    return """
    {"specversion":"1.0","id":"%s","source":"/sites/%s/terminals/bench",\
    "type":"com.sitehub.visit.announced.v1","time":"2026-01-14T08:00:00Z","siteid":"%s",\
    "subject":"%s","data":{"orderId":"%s","carrier":"bench","material":"sand"}}\
    """
        .formatted(visitId, siteId, siteId, visitId, visitId);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    clock.join();
    terminals.shutdownNow();
    http.shutdownNow();
  }
}
