package io.sitehub.bench.failover;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every site again and again, as a dashboard would, for the event that was acknowledged
 * about as long ago as events now take to become visible, and notes when it is. The events of a
 * site become visible in the order of the log, near enough, so what was acknowledged before one
 * that is visible is looked at no more. The kpi-services are asked in turn; where one cannot be
 * reached, the next one is asked at once, and an error is a failure.
 */
final class Eyes implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofMillis(400);
  private static final long POLL_NANOS = 200_000_000;

  /** An event is first looked for at this age, or a greater one: earlier it is hardly there. */
  private static final long YOUNGEST_NANOS = 100_000_000;

  private static final Pattern AS_OF = Pattern.compile("\"asOf\"\\s*:\\s*\"([^\"]+)\"");

  private final List<URI> services;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final Queue<Asking> askings = new ConcurrentLinkedQueue<>();
  private final List<Thread> lookers = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile boolean closed;

  /** Looks at these sites for what the traffic publishes there. */
  Eyes(List<URI> services, List<String> siteIds, Traffic traffic, InstantSource clock) {
    this.services = List.copyOf(services);
    this.clock = clock;
    for (String siteId : siteIds) {
      lookers.add(
          Thread.ofVirtual().name("look-at-" + siteId).start(() -> look(traffic.of(siteId))));
    }
  }

  /** Every question that was asked, oldest first, near enough. */
  Queue<Asking> askings() {
    return askings;
  }

  private void look(Queue<Tracked> published) {
    Deque<Tracked> waiting = new ArrayDeque<>();
    long age = YOUNGEST_NANOS;
    try {
      while (!closed) {
        for (Tracked next = published.poll(); next != null; next = published.poll()) {
          waiting.add(next);
        }
        Tracked lookedFor = newest(waiting, System.nanoTime() - age);
        if (lookedFor != null && sees(lookedFor)) {
          settle(waiting, lookedFor);
          age = Math.max(YOUNGEST_NANOS, age * 3 / 4);
        } else if (lookedFor != null) {
          age += POLL_NANOS;
        }
        Thread.sleep(Duration.ofNanos(POLL_NANOS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Tracked newest(Deque<Tracked> waiting, long before) {
    Tracked newest = null;
    for (Tracked event : waiting) {
      if (event.isAcked() && event.ackedNanos() < before) {
        newest = event;
      }
    }
    return newest;
  }

  /** All that were acknowledged before this one was are visible with it. */
  private static void settle(Deque<Tracked> waiting, Tracked seen) {
    long now = System.nanoTime();
    for (Iterator<Tracked> each = waiting.iterator(); each.hasNext(); ) {
      Tracked event = each.next();
      if (event.isAcked() && event.ackedNanos() <= seen.ackedNanos()) {
        event.visible(now);
        each.remove();
      }
    }
  }

  private boolean sees(Tracked event) throws InterruptedException {
    long asked = System.nanoTime();
    HttpResponse<String> response = null;
    int first = turn.getAndIncrement();
    for (int attempt = 0; attempt < services.size() && response == null; attempt++) {
      int service = Math.floorMod(first + attempt, services.size());
      try {
        response =
            http.send(
                HttpRequest.newBuilder(
                        services
                            .get(service)
                            .resolve("/v1/sites/" + event.siteId + "/visits/" + event.visitId))
                    .timeout(TIMEOUT)
                    .build(),
                BodyHandlers.ofString());
      } catch (IOException e) {
        // The next one is asked.
      }
    }
    boolean failed = response == null || response.statusCode() >= 500;
    askings.add(
        new Asking(
            asked,
            System.nanoTime(),
            failed,
            failed || response == null ? 0 : staleMs(response.body())));
    return response != null && response.statusCode() == 200;
  }

  private long staleMs(String body) {
    Matcher found = AS_OF.matcher(body);
    return found.find()
        ? Math.max(0, Duration.between(Instant.parse(found.group(1)), clock.instant()).toMillis())
        : 0;
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    for (Thread looker : lookers) {
      looker.interrupt();
      looker.join();
    }
    http.shutdownNow();
  }
}
