package io.sitehub.bench.measure;

import io.sitehub.bench.load.LoadGenerator;
import io.sitehub.bench.load.LoadResult;
import io.sitehub.bench.load.RequestTemplate;
import io.sitehub.bench.report.Row;
import io.sitehub.bench.site.BenchSite;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.simulate.SitePlan;
import io.sitehub.cli.site.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The whole way of an event on a redundant site: from the POST that publishes it to the first
 * answer of the query API that knows it; and how fast the query API answers, while events go on
 * coming at a modest rate.
 */
public final class VisibleBenchmark {
  private static final int BACKGROUND_PER_SECOND = 50;
  private static final int BACKGROUND_CONNECTIONS = 16;
  private static final int QUERIES_PER_SECOND = 50;
  private static final int QUERY_CONNECTIONS = 32;
  private static final long POLL_MS = 4;
  private static final long LONGEST_MS = 30_000;

  /** The log that warms all up is longer than what anybody waits for. */
  private static final long WARM_UP_MS = 300_000;

  private static final LocalDate DAY = LocalDate.of(2026, 1, 14);

  private final BenchSite site;
  private final Effort effort;
  private final Progress progress;

  /** A benchmark of this site with two of each service. */
  public VisibleBenchmark(BenchSite site, Effort effort, Progress progress) {
    this.site = site;
    this.effort = effort;
    this.progress = progress;
  }

  /**
   * Runs the parts asked for.
   *
   * @param visible whether to measure from POST to visible
   * @param query whether to measure queries
   */
  public List<Row> run(boolean visible, boolean query) throws IOException, InterruptedException {
    URI gateway = site.start(Role.GATEWAY, 2).getFirst();
    site.start(Role.PROCESSOR, 2);
    URI api = site.start(Role.KPI_SERVICE, 2).getFirst();
    SimulationPlan plan = SimulationPlan.of(new SimulationSettings(7, DAY, 12, 120));
    progress.say("visible: %d events to warm up", SiteLog.fill(plan, site));
    LoadGenerator.closedLoop(
        new InetSocketAddress(gateway.getHost(), gateway.getPort()),
        new SampleEvents().singles(gateway),
        BACKGROUND_CONNECTIONS,
        Duration.ZERO,
        effort.warmUp());
    String someSite = plan.sites().getFirst().profile().siteId();
    String someVisit = plan.sites().getFirst().trucks().getFirst().visitId();
    List<Row> rows = new ArrayList<>();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      awaitCaughtUp(http, gateway, api, plan);
      if (visible) {
        rows.add(visible(http, gateway, api, plan));
      }
    }
    if (query) {
      rows.addAll(queries(gateway, api, someSite, someVisit));
    }
    return rows;
  }

  private Row visible(HttpClient http, URI gateway, URI api, SimulationPlan plan)
      throws IOException, InterruptedException {
    List<Map<String, Double>> rounds = new ArrayList<>();
    for (int round = 0; round <= effort.rounds(); round++) {
      // The first round warms up and does not count.
      Histogram millis = new Histogram(LONGEST_MS, 3);
      Duration length = round == 0 ? effort.warmUp() : effort.measure();
      try (Background background = new Background(gateway, length.plusSeconds(1))) {
        long end = System.nanoTime() + length.toNanos();
        for (int n = 0; System.nanoTime() < end; n++) {
          String siteId = plan.sites().get(n % plan.sites().size()).profile().siteId();
          String visitId = "B-" + Long.toString(System.nanoTime(), 36);
          long posted = System.nanoTime();
          post(http, gateway, announcement(siteId, visitId));
          untilVisible(http, api, siteId, visitId, LONGEST_MS);
          millis.recordValue(
              Math.min(LONGEST_MS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - posted)));
          Thread.sleep(ThreadLocalRandom.current().nextLong(20, 120));
        }
      }
      if (round > 0) {
        progress.say(
            "visible: round %d, %d samples, p50 %d ms, p99 %d ms",
            round,
            millis.getTotalCount(),
            millis.getValueAtPercentile(50),
            millis.getValueAtPercentile(99));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("p50 ms", (double) millis.getValueAtPercentile(50));
        figures.put("p99 ms", (double) millis.getValueAtPercentile(99));
        figures.put("samples", (double) millis.getTotalCount());
        rounds.add(figures);
      }
    }
    return Row.median("visible", "POST to visible in a query", rounds, "p50 < 250 ms, p99 < 1 s");
  }

  private static String announcement(String siteId, String visitId) {
    return """
    {"specversion":"1.0","id":"%s","source":"/sites/%s/terminals/bench",\
    "type":"com.sitehub.visit.announced.v1","time":"%sT08:00:00Z","siteid":"%s",\
    "subject":"%s","data":{"orderId":"%s","carrier":"bench","material":"sand"}}\
    """
        .formatted(visitId, siteId, DAY, siteId, visitId, visitId);
  }

  private static void post(HttpClient http, URI gateway, String event)
      throws IOException, InterruptedException {
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

  /** Waits until all that was published so far is taken in at every site that will be asked. */
  private static void awaitCaughtUp(HttpClient http, URI gateway, URI api, SimulationPlan plan)
      throws IOException, InterruptedException {
    for (SitePlan site : plan.sites()) {
      String siteId = site.profile().siteId();
      String visitId = "W-" + Long.toString(System.nanoTime(), 36);
      post(http, gateway, announcement(siteId, visitId));
      untilVisible(http, api, siteId, visitId, WARM_UP_MS);
    }
  }

  private static void untilVisible(
      HttpClient http, URI api, String siteId, String visitId, long withinMs)
      throws IOException, InterruptedException {
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

  private List<Row> queries(URI gateway, URI api, String siteId, String visitId)
      throws IOException, InterruptedException {
    String base = "/v1/sites/" + siteId;
    String day = "?from=" + DAY + "&to=" + DAY;
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("a site", base);
    paths.put("visits of a day", base + "/visits?day=" + DAY);
    paths.put("a visit with its timeline", base + "/visits/" + visitId);
    paths.put("tickets", base + "/tickets");
    paths.put("a KPI by hour", base + "/kpis/turnaround" + day + "&window=hour");
    paths.put("a KPI by carrier", base + "/kpis/turnaround" + day + "&window=day&by=carrier");
    List<Row> rows = new ArrayList<>();
    InetSocketAddress target = new InetSocketAddress(api.getHost(), api.getPort());
    for (Map.Entry<String, String> path : paths.entrySet()) {
      List<RequestTemplate> request =
          List.of(RequestTemplate.get(api.getAuthority(), path.getValue()));
      List<Map<String, Double>> rounds = new ArrayList<>();
      for (int round = 1; round <= effort.rounds(); round++) {
        Duration length = effort.warmUp().plus(effort.measure());
        try (Background background = new Background(gateway, length)) {
          LoadResult result =
              LoadGenerator.openLoop(
                  target,
                  request,
                  QUERY_CONNECTIONS,
                  QUERIES_PER_SECOND,
                  effort.warmUp(),
                  effort.measure());
          if (result.failed() > 0 || result.requests() == 0) {
            throw new IllegalStateException(path.getValue() + " failed: " + result.failures());
          }
          rounds.add(Map.of("p50 ms", result.latencyMs(50), "p99 ms", result.latencyMs(99)));
        }
      }
      Row row =
          Row.median("query", path.getKey() + ", " + QUERIES_PER_SECOND + " a second", rounds, "");
      progress.say("query: %s %s", row.name(), row.figures());
      rows.add(row);
    }
    return rows;
  }

  /** Events that go on coming while something else is measured. */
  private static final class Background implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<LoadResult> load;

    private Background(URI gateway, Duration length) {
      InetSocketAddress target = new InetSocketAddress(gateway.getHost(), gateway.getPort());
      List<RequestTemplate> events = new SampleEvents().singles(gateway);
      load =
          thread.submit(() ->
              LoadGenerator.openLoop(
                  target,
                  events,
                  BACKGROUND_CONNECTIONS,
                  BACKGROUND_PER_SECOND,
                  Duration.ZERO,
                  length));
    }

    @Override
    public void close() throws InterruptedException {
      try {
        LoadResult result = load.get();
        if (result.failed() > 0) {
          throw new IllegalStateException("background events failed: " + result.failures());
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("background events failed", e.getCause());
      } finally {
        thread.shutdown();
      }
    }
  }
}
