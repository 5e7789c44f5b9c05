package io.sitehub.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.bench.report.Row;
import io.sitehub.bench.site.BenchSite;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.site.Role;
import io.sitehub.model.topic.SitePartitioner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;

/**
 * How fast a KPI that a site changes is computed again over all visits known, and what that does to
 * events that come meanwhile.
 */
public final class BackfillBenchmark {
  private static final String PART = "backfill";
  private static final LocalDate DAY = LocalDate.of(2026, 1, 14);
  private static final int TRUCKS_A_DAY = 500;
  private static final long WARM_UP_MS = 300_000;
  private static final long POLL_MS = 50;

  private final BenchSite site;
  private final Effort effort;
  private final Progress progress;
  private final int days;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param days how many days of 500 trucks the site has seen
   */
  public BackfillBenchmark(BenchSite site, Effort effort, Progress progress, int days) {
    this.site = site;
    this.effort = effort;
    this.progress = progress;
    this.days = days;
  }

  /** Fills the log and runs all rounds. */
  public List<Row> run() throws IOException, InterruptedException {
    URI gateway = site.start(Role.GATEWAY, 1).getFirst();
    URI processor = site.start(Role.PROCESSOR, 1).getFirst();
    URI api = site.start(Role.KPI_SERVICE, 1).getFirst();
    String siteId = "";
    long events = 0;
    for (int day = 0; day < days; day++) {
      SimulationPlan plan =
          SimulationPlan.of(new SimulationSettings(day, DAY.plusDays(day), 1, TRUCKS_A_DAY));
      siteId = plan.sites().getFirst().profile().siteId();
      events += SiteLog.fill(plan, site);
    }
    progress.say("backfill: %d events of one site", events);
    List<Map<String, Double>> rounds = new ArrayList<>();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      VisibleProbe probe = new VisibleProbe(http, gateway, api, DAY);
      probe.awaitVisible(siteId, "W-1", WARM_UP_MS);
      Changing changing = new Changing(http, processor, siteId);
      probe.measure(List.of(siteId), effort.warmUp());
      for (int round = 1; round <= effort.rounds(); round++) {
        rounds.add(round(round, probe, siteId, changing));
      }
    }
    return List.of(
        Row.median(
            PART,
            "a KPI changed again and again",
            rounds,
            "20,000 visits/s, p99 less than doubled"));
  }

  private Map<String, Double> round(int round, VisibleProbe probe, String siteId, Changing changing)
      throws IOException, InterruptedException {
    Histogram quiet = probe.measure(List.of(siteId), effort.measure());
    CompletableFuture<Double> rate =
        CompletableFuture.supplyAsync(() -> changing.visitsPerSecond(effort.measure()));
    Histogram filling = probe.measure(List.of(siteId), effort.measure());
    Map<String, Double> figures = new LinkedHashMap<>();
    try {
      figures.put("visits/s", rate.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the KPI could not be changed", e.getCause());
    }
    figures.put("p99 ms before", (double) quiet.getValueAtPercentile(99));
    figures.put("p99 ms meanwhile", (double) filling.getValueAtPercentile(99));
    progress.say("backfill: round %d, %s", round, figures);
    return figures;
  }

  /** Changes a KPI, waits until it is live, and changes it again. */
  private final class Changing {
    private final HttpClient http;
    private final URI series;
    private final String siteId;
    private int minutes = 10;

    private Changing(HttpClient http, URI processor, String siteId) {
      this.http = http;
      this.siteId = siteId;
      int partition = new SitePartitioner(site.partitions()).partitionOf(siteId);
      this.series =
          processor.resolve("/internal/v1/partitions/" + partition + "/sites/" + siteId + "/kpis");
    }

    private double visitsPerSecond(Duration length) {
      long visits = 0;
      long millis = 0;
      long end = System.nanoTime() + length.toNanos();
      while (System.nanoTime() < end) {
        JsonNode live = change();
        visits += live.path("visitsDone").asLong();
        millis +=
            Duration.between(
                    Instant.parse(live.path("startedAt").asText()),
                    Instant.parse(live.path("liveAt").asText()))
                .toMillis();
      }
      return visits * 1e3 / millis;
    }

    private JsonNode change() {
      String before = fingerprint();
      OwnKpis.define(List.of(siteId), List.of(OwnKpis.slow(++minutes)), site);
      try {
        while (true) {
          JsonNode live = live();
          if (!live.isMissingNode() && !live.path("fingerprint").asText().equals(before)) {
            return live;
          }
          Thread.sleep(POLL_MS);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }

    private String fingerprint() {
      return live().path("fingerprint").asText();
    }

    private JsonNode live() {
      try {
        String body =
            http.send(HttpRequest.newBuilder(series).build(), BodyHandlers.ofString()).body();
        for (JsonNode each : json.readTree(body).path("series")) {
          if (each.at("/declaration/kpi").asText().equals("own-slow")
              && each.path("phase").asText().equals("live")) {
            return each;
          }
        }
        return json.missingNode();
      } catch (IOException e) {
        throw new IllegalStateException("the processor does not answer", e);
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
