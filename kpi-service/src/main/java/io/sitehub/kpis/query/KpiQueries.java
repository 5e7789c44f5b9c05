package io.sitehub.kpis.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.kit.problem.Violation;
import io.sitehub.kit.text.NearestName;
import io.sitehub.kpis.query.SiteQueries.PartitionSites;
import io.sitehub.kpis.route.Freshness;
import io.sitehub.model.catalogue.AttributeRule;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.site.kpi.CellRange;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiDefinition;
import io.sitehub.site.kpi.KpiQuery;
import io.sitehub.site.kpi.RollUp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** KPI definitions and values, of one site and over several. */
final class KpiQueries {
  private static final int MAX_SITES = 1000;

  private final StateQuestions questions;
  private final SiteQueries sites;
  private final SiteZones zones;
  private final Fanout fanout;
  private final InstantSource clock;
  private final KpiCatalogue catalogue = KpiCatalogue.builtIn();

  KpiQueries(
      StateQuestions questions,
      SiteQueries sites,
      SiteZones zones,
      Fanout fanout,
      InstantSource clock) {
    this.questions = questions;
    this.sites = sites;
    this.zones = zones;
    this.fanout = fanout;
    this.clock = clock;
  }

  /** {@code GET /v1/kpis} */
  void catalogue(Context context, Parameters parameters) {
    parameters.refuseIfWrong();
    context.json(Map.of("kpis", definitions()));
  }

  /** {@code GET /v1/sites/{site}/kpis} */
  void siteCatalogue(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    parameters.refuseIfWrong();
    Told<ObjectNode> told = glance(site);
    Map<String, Object> answer = Envelope.of(told.freshness());
    answer.put("site", site);
    told.zone().ifPresent(zone -> answer.put("zone", zone.getId()));
    answer.put("kpis", definitions());
    context.json(answer);
  }

  /** {@code GET /v1/sites/{site}/kpis/{kpi}} */
  void siteValues(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    KpiDefinition kpi = kpi(context);
    KpiRequest request = KpiRequest.read(kpi, parameters);
    parameters.refuseIfWrong();
    SiteCells cells = cells(site, request, clock.instant());
    KpiQuery query = cells.query;
    RollUp rollUp = new RollUp(query);
    rollUp.add(site, cells.zone, cells.cells);
    Map<String, Object> answer = Envelope.of(cells.freshness);
    answer.put("site", site);
    answer.put("zone", cells.zone.getId());
    answer.put("kpi", kpi.name());
    answer.put("unit", kpi.unit().symbol());
    answer.put("from", Rfc3339.format(query.from()));
    answer.put("to", Rfc3339.format(query.to()));
    answer.put("window", query.window().code());
    answer.put("by", query.by());
    answer.put("values", KpiValues.render(rollUp.rows(cells.freshness.asOf()), query.by()));
    context.json(answer);
  }

  /** {@code GET /v1/kpis/{kpi}} */
  void values(Context context, Parameters parameters) {
    KpiDefinition kpi = kpi(context);
    KpiRequest request = KpiRequest.read(kpi, parameters);
    List<String> asked = siteList(parameters);
    parameters.refuseIfWrong();
    Instant now = clock.instant();
    List<Freshness> freshness = new ArrayList<>();
    List<String> chosen = asked;
    if (asked.isEmpty()) {
      List<PartitionSites> all = sites.allSites();
      all.forEach(partition -> freshness.add(partition.freshness()));
      chosen = all.stream().flatMap(partition -> partition.sites().stream()).sorted().toList();
    }
    List<SiteCells> bySite =
        chosen.isEmpty() ? List.of() : fanout.each(chosen, site -> cells(site, request, now));
    bySite.forEach(cells -> freshness.add(cells.freshness));
    Freshness whole = Freshness.ofAll(freshness);
    RollUp rollUp = new RollUp(request.in(ZoneId.of("UTC"), now));
    for (SiteCells cells : bySite) {
      rollUp.range(cells.zone, cells.query.from(), cells.query.to());
      rollUp.add(cells.site, cells.zone, cells.cells);
    }
    Map<String, Object> answer = Envelope.of(whole);
    answer.put("sites", chosen);
    answer.put("kpi", kpi.name());
    answer.put("unit", kpi.unit().symbol());
    answer.put("window", request.window().code());
    answer.put("by", request.by());
    answer.put("values", KpiValues.render(rollUp.rows(whole.asOf()), request.by()));
    context.json(answer);
  }

  /** The cells one site has for a request. */
  private record SiteCells(
      String site, ZoneId zone, KpiQuery query, Freshness freshness, List<KpiCell> cells) {}

  private SiteCells cells(String site, KpiRequest request, Instant now) {
    ZoneId zone = zones.known(site).orElseGet(() -> zoneOf(site));
    SiteCells cells = cells(site, zone, request, now);
    // Its zone may have been changed since it was remembered: then the question was a wrong one.
    ZoneId told = zones.known(site).orElse(zone);
    return told.equals(zone) ? cells : cells(site, told, request, now);
  }

  private SiteCells cells(String site, ZoneId zone, KpiRequest request, Instant now) {
    KpiQuery query = request.in(zone, now);
    List<CellRange> ranges = query.reads(zone);
    List<Told<List<KpiCell>>> told =
        fanout.each(ranges, range -> questions.cells(site, request.kpi().name(), range));
    List<KpiCell> cells = new ArrayList<>();
    told.forEach(part -> cells.addAll(part.body()));
    Freshness freshness = Freshness.ofAll(told.stream().map(Told::freshness).toList());
    return new SiteCells(site, zone, query, freshness, cells);
  }

  private ZoneId zoneOf(String site) {
    return glance(site)
        .zone()
        .orElseThrow(() -> new IllegalStateException("a processor told no time zone of a site"));
  }

  /** A cheap question that tells whether a site exists, and its zone. */
  private Told<ObjectNode> glance(String site) {
    return questions.site(site, "visits?limit=1", SitePath.noSite(site));
  }

  private List<String> siteList(Parameters parameters) {
    List<String> asked = parameters.list("sites");
    if (asked.size() > MAX_SITES) {
      parameters.refuse("sites", "count", "must name at most " + MAX_SITES + " sites");
    }
    for (String site : asked) {
      if (!AttributeRule.SITE_ID.holds(site)) {
        parameters.refuse("sites", "siteid", "each must be " + AttributeRule.SITE_ID.allowed());
      }
    }
    return asked;
  }

  private KpiDefinition kpi(Context context) {
    String name = context.pathParam("kpi");
    Optional<KpiDefinition> known = catalogue.find(name);
    List<String> names = catalogue.definitions().stream().map(KpiDefinition::name).toList();
    return known.orElseThrow(() ->
        new ProblemException(
            Problem.ofStatus(404)
                .withDetail("There is no such KPI.")
                .withViolations(
                    List.of(
                        new Violation(
                            null,
                            "kpi",
                            "unknown-kpi",
                            NearestName.of(name, names)
                                    .map(near -> "did you mean '" + near + "'? ")
                                    .orElse("")
                                + "Allowed: "
                                + String.join(", ", names))))
                .withRetryable(false)));
  }

  private List<Map<String, Object>> definitions() {
    return catalogue.definitions().stream().map(KpiQueries::definition).toList();
  }

  private static Map<String, Object> definition(KpiDefinition kpi) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("kpi", kpi.name());
    shown.put("title", kpi.title());
    shown.put("definition", kpi.definition());
    shown.put("unit", kpi.unit().symbol());
    shown.put("dimensions", kpi.dimensions());
    shown.put(
        "measures",
        kpi.measures().stream()
            .map(measure -> Map.of("name", measure.name(), "unit", measure.unit().symbol()))
            .toList());
    return shown;
  }
}
