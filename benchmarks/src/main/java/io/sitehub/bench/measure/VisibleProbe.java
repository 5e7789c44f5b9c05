package io.sitehub.bench.measure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Publishes an announcement and asks until a query shows it. */
final class VisibleProbe {
  private static final long POLL_MS = 4;
  private static final long LONGEST_MS = 30_000;

  private final HttpClient http;
  private final URI gateway;
  private final URI api;
  private final LocalDate day;

  /** Probes of visits announced for a day. */
  VisibleProbe(HttpClient http, URI gateway, URI api, LocalDate day) {
    this.http = http;
    this.gateway = gateway;
    this.api = api;
    this.day = day;
  }

  /** How long it takes, in milliseconds, probe after probe at these sites in turn. */
  Histogram measure(List<String> siteIds, Duration length)
      throws IOException, InterruptedException {
    Histogram millis = new Histogram(LONGEST_MS, 3);
    long end = System.nanoTime() + length.toNanos();
    for (int n = 0; System.nanoTime() < end; n++) {
      String visitId = "B-" + Long.toString(System.nanoTime(), 36);
      long posted = System.nanoTime();
      awaitVisible(siteIds.get(n % siteIds.size()), visitId, LONGEST_MS);
      millis.recordValue(
          Math.min(LONGEST_MS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - posted)));
      Thread.sleep(ThreadLocalRandom.current().nextLong(20, 120));
    }
    return millis;
  }

  /** Publishes one and waits until it is visible: then all that was published before is. */
  void awaitVisible(String siteId, String visitId, long withinMs)
      throws IOException, InterruptedException {
    post(announcement(siteId, visitId));
    URI visit = api.resolve("/v1/sites/" + siteId + "/visits/" + visitId);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
    while (http.send(HttpRequest.newBuilder(visit).build(), BodyHandlers.discarding()).statusCode()
        != 200) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(visit + " is not visible after " + withinMs + " ms");
      }
      Thread.sleep(POLL_MS);
    }
  }

  private String announcement(String siteId, String visitId) {
    return """
    {"specversion":"1.0","id":"%s","source":"/sites/%s/terminals/bench",\
    "type":"com.sitehub.visit.announced.v1","time":"%sT08:00:00Z","siteid":"%s",\
    "subject":"%s","data":{"orderId":"%s","carrier":"bench","material":"sand"}}\
    """
        .formatted(visitId, siteId, day, siteId, visitId, visitId);
  }

  private void post(String event) throws IOException, InterruptedException {
    int status =
        http.send(
                HttpRequest.newBuilder(gateway.resolve("/v1/events"))
                    .header("content-type", "application/cloudevents+json")
                    .POST(BodyPublishers.ofString(event))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    if (status / 100 != 2) {
      throw new IllegalStateException("the gateway answered " + status);
    }
  }
}
