package io.sitehub.cli.drill.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * Questions before a drill, until a site that was only just started answers as fast as it does
 * later: what a cold start costs is not what a fault costs.
 */
public final class WarmUp {
  private static final Duration FAST = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int IN_A_ROW = 10;

  private WarmUp() {}

  /** Asks each kpi-service until it is fast, or for a minute. */
  public static void of(List<URI> kpiServices) throws InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      for (URI service : kpiServices) {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        int fast = 0;
        while (fast < IN_A_ROW && System.nanoTime() < endNanos) {
          fast = isFast(http, service) ? fast + 1 : 0;
        }
      }
    }
  }

  private static boolean isFast(HttpClient http, URI service) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/v1/sites")).timeout(TIMEOUT).build();
    long startNanos = System.nanoTime();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200
          && System.nanoTime() - startNanos < FAST.toNanos();
    } catch (IOException e) {
      return false;
    }
  }
}
