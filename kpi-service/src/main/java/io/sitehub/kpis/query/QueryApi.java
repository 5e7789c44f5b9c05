package io.sitehub.kpis.query;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sitehub.kit.problem.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** The routes of the public API but the feed's. */
public final class QueryApi {
  private final SiteQueries sites;
  private final VisitQueries visits;
  private final YardQueries yard;
  private final KpiQueries kpis;
  private final OpenApi openApi = OpenApi.load();
  private final MeterRegistry metrics;
  private final Semaphore admission;

  /** Answers one request whose parameters are still to be read. */
  @FunctionalInterface
  private interface Query {
    void answer(Context context, Parameters parameters);
  }

  /**
   * An API.
   *
   * @param zones what is known of the time zones of sites
   * @param atOnce how many requests are answered at a time; one more gets 503
   */
  public QueryApi(
      StateQuestions questions,
      SiteZones zones,
      Fanout fanout,
      InstantSource clock,
      int atOnce,
      MeterRegistry metrics) {
    this.sites = new SiteQueries(questions, fanout);
    this.visits = new VisitQueries(questions);
    this.yard = new YardQueries(questions, clock);
    this.kpis = new KpiQueries(questions, sites, zones, fanout, clock);
    this.metrics = metrics;
    this.admission = new Semaphore(atOnce);
  }

  /** Adds the routes to a server. */
  public void addTo(JavalinConfig server) {
    add(server, "/", this::index);
    add(server, "/openapi.json", openApi::answer);
    add(server, "/v1/sites", sites::sites);
    add(server, "/v1/sites/{site}", sites::site);
    add(server, "/v1/sites/{site}/visits", visits::visits);
    add(server, "/v1/sites/{site}/visits/{visitId}", visits::visit);
    add(server, "/v1/sites/{site}/tickets", visits::tickets);
    add(server, "/v1/sites/{site}/tickets/{number}", visits::ticket);
    add(server, "/v1/sites/{site}/kpis", kpis::siteCatalogue);
    add(server, "/v1/sites/{site}/kpis/{kpi}", kpis::siteValues);
    add(server, "/v1/sites/{site}/alerts", sites::alerts);
    add(server, "/v1/sites/{site}/devices", yard::devices);
    add(server, "/v1/sites/{site}/queues", yard::queues);
    add(server, "/v1/kpis", kpis::catalogue);
    add(server, "/v1/kpis/{kpi}", kpis::values);
  }

  private void add(JavalinConfig server, String path, Query query) {
    Timer timer =
        Timer.builder("sitehub.kpis.queries")
            .description("Requests to the public API")
            .tag("path", path)
            .publishPercentileHistogram()
            .register(metrics);
    server.routes.get(path, context -> timer.record(() -> admitted(context, query)));
  }

  private void admitted(Context context, Query query) {
    if (!admission.tryAcquire()) {
      throw ProblemException.unavailable(
          "This instance answers as many requests as it may.", Duration.ofSeconds(1));
    }
    try {
      context.header("Cache-Control", "no-store");
      query.answer(context, new Parameters(context.queryParamMap()));
    } finally {
      admission.release();
    }
  }

  private void index(Context context, Parameters parameters) {
    parameters.refuseIfWrong();
    Map<String, String> links = new LinkedHashMap<>();
    links.put("openapi", "/openapi.json");
    links.put("sites", "/v1/sites");
    links.put("site", "/v1/sites/{site}");
    links.put("visits", "/v1/sites/{site}/visits?onSite=true");
    links.put("tickets", "/v1/sites/{site}/tickets");
    links.put("kpis", "/v1/kpis");
    links.put("kpi", "/v1/sites/{site}/kpis/{kpi}?window=day&from=2026-11-01");
    links.put("alerts", "/v1/sites/{site}/alerts?standing=true");
    links.put("devices", "/v1/sites/{site}/devices");
    links.put("queues", "/v1/sites/{site}/queues");
    links.put("feed", "/v1/sites/{site}/feed");
    context.json(Map.of("service", "sitehub kpi-service", "links", links));
  }
}
