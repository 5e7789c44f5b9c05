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
  private static final String MONTH = "a KPI by carrier over a month";
  private static final int MONTHS_PER_SECOND = 200;

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
      VisibleProbe probe = new VisibleProbe(http, gateway, api, DAY);
      awaitCaughtUp(probe, plan);
      if (visible) {
        rows.add(visible(probe, gateway, plan));
      }
    }
    if (query) {
      rows.addAll(queries(gateway, api, someSite, someVisit));
    }
    return rows;
  }

  private Row visible(VisibleProbe probe, URI gateway, SimulationPlan plan)
      throws IOException, InterruptedException {
    List<String> siteIds = plan.sites().stream().map(site -> site.profile().siteId()).toList();
    List<Map<String, Double>> rounds = new ArrayList<>();
    for (int round = 0; round <= effort.rounds(); round++) {
      // The first round warms up and does not count.
      Duration length = round == 0 ? effort.warmUp() : effort.measure();
      Histogram millis;
      try (Background background = new Background(gateway, length.plusSeconds(1))) {
        millis = probe.measure(siteIds, length);
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

  /** Waits until all that was published so far is taken in at every site that will be asked. */
  private static void awaitCaughtUp(VisibleProbe probe, SimulationPlan plan)
      throws IOException, InterruptedException {
    for (SitePlan site : plan.sites()) {
      String visitId = "W-" + Long.toString(System.nanoTime(), 36);
      probe.awaitVisible(site.profile().siteId(), visitId, WARM_UP_MS);
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
    String month = "?from=" + DAY.withDayOfMonth(1) + "&to=" + DAY.withDayOfMonth(31);
    paths.put(MONTH, base + "/kpis/turnaround" + month + "&window=month&by=carrier");
    List<Row> rows = new ArrayList<>();
    InetSocketAddress target = new InetSocketAddress(api.getHost(), api.getPort());
    for (Map.Entry<String, String> path : paths.entrySet()) {
      int perSecond = path.getKey().equals(MONTH) ? MONTHS_PER_SECOND : QUERIES_PER_SECOND;
      List<RequestTemplate> request =
          List.of(RequestTemplate.get(api.getAuthority(), path.getValue()));
      List<Map<String, Double>> rounds = new ArrayList<>();
      for (int round = 1; round <= effort.rounds(); round++) {
        Duration length = effort.warmUp().plus(effort.measure());
        try (Background background = new Background(gateway, length)) {
          LoadResult result =
              LoadGenerator.openLoop(
                  target, request, QUERY_CONNECTIONS, perSecond, effort.warmUp(), effort.measure());
          if (result.failed() > 0 || result.requests() == 0) {
            throw new IllegalStateException(path.getValue() + " failed: " + result.failures());
          }
          rounds.add(Map.of("p50 ms", result.latencyMs(50), "p99 ms", result.latencyMs(99)));
        }
      }
      Row row =
          Row.median(
              "query",
              path.getKey() + ", " + perSecond + " a second",
              rounds,
              path.getKey().equals(MONTH) ? "p99 < 20 ms" : "");
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
