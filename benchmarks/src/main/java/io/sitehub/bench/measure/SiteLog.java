package io.sitehub.bench.measure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sitehub.cli.simulate.Delivery;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SitePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fills the log with simulated days as fast as a gateway takes them, each site in its order. */
final class SiteLog {
  private static final int BATCH = 200;
  private static final int SITES_AT_ONCE = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private SiteLog() {}

  /**
   * Publishes every sending of the plan, repeats included.
   *
   * @return how many records that makes in the log
   * @throws IllegalStateException if the gateway does not acknowledge one
   */
  static long publish(SimulationPlan plan, URI gateway) throws InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newFixedThreadPool(SITES_AT_ONCE)) {
      List<Future<Long>> sites = new ArrayList<>();
      for (SitePlan site : plan.sites()) {
        sites.add(threads.submit(() -> publish(site, gateway, http)));
      }
      long records = 0;
      for (Future<Long> site : sites) {
        records += site.get();
      }
      return records;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the log could not be filled", e.getCause());
    }
  }

  private static long publish(SitePlan site, URI gateway, HttpClient http)
      throws InterruptedException {
    List<Delivery> deliveries = site.deliveries();
    int from = 0;
    while (from < deliveries.size()) {
      ArrayNode batch = JsonNodeFactory.instance.arrayNode();
      Set<String> ids = new HashSet<>();
      int to = from;
      // A request must not name an event twice: a repeat opens the next one.
      while (to < deliveries.size()
          && batch.size() < BATCH
          && ids.add(deliveries.get(to).event().id())) {
        batch.add(deliveries.get(to++).event().toJson());
      }
      post(batch.toString(), gateway, http);
      from = to;
    }
    return deliveries.size();
  }

  private static void post(String batch, URI gateway, HttpClient http) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve("/v1/events"))
            .timeout(TIMEOUT)
            .header("content-type", "application/cloudevents-batch+json")
            .POST(BodyPublishers.ofString(batch))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(response.statusCode() + ": " + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
