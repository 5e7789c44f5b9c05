package io.sitehub.kpis.query;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The routes of the public API but the feed's. */
public final class QueryApi {
  private final SiteQueries sites;
  private final VisitQueries visits;
  private final YardQueries yard;
  private final KpiQueries kpis;
  private final OpenApi openApi = OpenApi.load();
  private final Admission admission;

  /**
   * An API.
   *
   * @param book what is known of the settings of sites
   * @param admission how many requests are answered at a time
   */
  public QueryApi(
      StateQuestions questions,
      SiteBook book,
      Fanout fanout,
      InstantSource clock,
      Admission admission) {
    this.sites = new SiteQueries(questions, fanout);
    this.visits = new VisitQueries(questions);
    this.yard = new YardQueries(questions, clock);
    this.kpis = new KpiQueries(questions, sites, book, fanout, clock);
    this.admission = admission;
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

  private void add(JavalinConfig server, String path, Admission.Query query) {
    admission.get(server, path, query);
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
    links.put("kpiDefinition", "/v1/sites/{site}/kpis/{kpi}/definition");
    links.put("config", "/v1/sites/{site}/config");
    links.put("alerts", "/v1/sites/{site}/alerts?standing=true");
    links.put("devices", "/v1/sites/{site}/devices");
    links.put("queues", "/v1/sites/{site}/queues");
    links.put("feed", "/v1/sites/{site}/feed");
    context.json(Map.of("service", "sitehub kpi-service", "links", links));
  }
}
