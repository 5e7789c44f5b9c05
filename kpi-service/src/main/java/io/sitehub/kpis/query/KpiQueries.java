package io.sitehub.kpis.query;

import com.fasterxml.jackson.databind.util.RawValue;
import io.javalin.http.Context;
import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.kit.problem.Violation;
import io.sitehub.kpis.query.SiteQueries.PartitionSites;
import io.sitehub.kpis.route.Freshness;
import io.sitehub.model.catalogue.AttributeRule;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiDefinition;
import io.sitehub.site.kpi.KpiQuery;
import io.sitehub.site.kpi.KpiRow;
import io.sitehub.site.kpi.RollUp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** KPI definitions and values, of one site and over several. */
final class KpiQueries {
  private static final int MAX_SITES = 1000;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final StateQuestions questions;
  private final SiteQueries sites;
  private final SiteBook book;
  private final Fanout fanout;
  private final InstantSource clock;
  private final KpiCatalogue builtIn = KpiCatalogue.builtIn();
  private final FinalValues finalValues = new FinalValues();

  KpiQueries(
      StateQuestions questions,
      SiteQueries sites,
      SiteBook book,
      Fanout fanout,
      InstantSource clock) {
    this.questions = questions;
    this.sites = sites;
    this.book = book;
    this.fanout = fanout;
    this.clock = clock;
  }

  /** {@code GET /v1/kpis} */
  void catalogue(Context context, Parameters parameters) {
    parameters.refuseIfWrong();
    context.json(
        Map.of("kpis", builtIn.definitions().stream().map(KpiDefinitions::shown).toList()));
  }

  /** {@code GET /v1/sites/{site}/kpis} */
  void siteCatalogue(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    parameters.refuseIfWrong();
    SiteSettings settings = book.anew(site);
    Map<String, Object> answer = Envelope.of(settings.freshness());
    answer.put("site", site);
    answer.put("zone", settings.history().zone().getId());
    answer.put(
        "kpis",
        settings.kpis().definitions().stream()
            .map(kpi -> KpiDefinitions.shown(kpi, settings, clock.instant()))
            .toList());
    context.json(answer);
  }

  /** {@code GET /v1/sites/{site}/kpis/{kpi}} */
  void siteValues(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    String name = context.pathParam("kpi");
    KpiDefinition kpi =
        book.remembered(site)
            .flatMap(settings -> settings.kpi(name))
            .or(() -> builtIn.find(name))
            .or(() -> own(site, name))
            .orElseThrow(() -> noKpi(name, names(site)));
    KpiRequest request = KpiRequest.read(kpi, parameters);
    parameters.refuseIfWrong();
    SiteCells cells = cells(site, request, clock.instant());
    KpiQuery query = cells.query;
    Map<String, Object> answer = Envelope.of(cells.freshness);
    answer.put("site", site);
    answer.put("zone", cells.zone().getId());
    answer.put("kpi", kpi.name());
    answer.put("unit", query.kpi().unit().symbol());
    answer.put("from", Rfc3339.format(query.from()));
    answer.put("to", Rfc3339.format(query.to()));
    answer.put("window", query.window().code());
    answer.put("by", query.by());
    answer.put("values", new RawValue(siteValues(cells)));
    context.json(answer);
  }

  /** The values, as JSON. */
  private String siteValues(SiteCells site) {
    Instant asOf = site.freshness.asOf();
    FinalValues.Question question =
        new FinalValues.Question(
            site.settings.site(), site.token, site.query, site.cells.digests());
    return finalValues
        .find(question, asOf)
        .orElseGet(() -> {
          RollUp rollUp = new RollUp(site.query);
          rollUp.add(site.settings.site(), site.settings.calendar(), site.cells.read());
          List<KpiRow> rows = rollUp.rows(asOf);
          String json = KpiValues.json(rows, site.query.by());
          finalValues.remember(question, rows, asOf, json);
          return json;
        });
  }

  /** {@code GET /v1/kpis/{kpi}} */
  void values(Context context, Parameters parameters) {
    String name = context.pathParam("kpi");
    List<String> asked = siteList(parameters);
    List<Freshness> freshness = new ArrayList<>();
    Optional<KpiDefinition> known = builtIn.find(name);
    List<String> chosen = asked;
    if (asked.isEmpty() && (known.isEmpty() || parameters.isFine())) {
      List<PartitionSites> all = sites.allSites();
      all.forEach(partition -> freshness.add(partition.freshness()));
      chosen = all.stream().flatMap(partition -> partition.sites().stream()).sorted().toList();
    }
    KpiDefinition kpi;
    if (known.isPresent()) {
      kpi = known.get();
    } else {
      SharedKpi shared = shared(name, chosen);
      kpi = shared.kpi;
      chosen = shared.sites;
    }
    KpiRequest request = KpiRequest.read(kpi, parameters);
    parameters.refuseIfWrong();
    Instant now = clock.instant();
    List<SiteCells> bySite =
        chosen.isEmpty() ? List.of() : fanout.each(chosen, site -> cells(site, request, now));
    bySite.forEach(cells -> freshness.add(cells.freshness));
    Freshness whole = Freshness.ofAll(freshness);
    Duration lateness =
        bySite.stream()
            .map(cells -> cells.query.lateness())
            .max(Comparator.naturalOrder())
            .orElse(KpiQuery.DEFAULT_LATENESS);
    RollUp rollUp = new RollUp(request.in(ZoneId.of("UTC"), now, lateness));
    for (SiteCells cells : bySite) {
      rollUp.range(cells.zone(), cells.query.from(), cells.query.to());
      rollUp.add(cells.settings.site(), cells.settings.calendar(), cells.cells.read());
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

  /** A KPI that several sites define the same way. */
  private record SharedKpi(KpiDefinition kpi, List<String> sites) {}

  /**
   * A KPI that is not built in, of those of the sites that have it; 404 if none has, 409 if they do
   * not mean the same by it.
   */
  private SharedKpi shared(String name, List<String> among) {
    List<String> valid = among.stream().filter(AttributeRule.SITE_ID::holds).toList();
    List<SiteSettings> all = fanout.each(valid, site -> having(site, name));
    List<SiteSettings> having =
        all.stream().filter(settings -> settings.kpi(name).isPresent()).toList();
    if (having.isEmpty()) {
      throw noKpi(name, all.stream().flatMap(each -> each.names().stream()).distinct().toList());
    }
    List<Violation> differing = KpiDefinitions.differing(name, having);
    if (!differing.isEmpty()) {
      throw new ProblemException(
          Problem.ofStatus(409)
              .withDetail("The sites do not mean the same by this KPI: ask each, or those that do.")
              .withViolations(differing)
              .withRetryable(false));
    }
    return new SharedKpi(
        having.getFirst().kpi(name).orElseThrow(),
        having.stream().map(SiteSettings::site).toList());
  }

  private SiteSettings having(String site, String name) {
    SiteSettings settings = book.of(site);
    return settings.kpi(name).isPresent() ? settings : book.anew(site);
  }

  /** A KPI the site may have been given since it was last asked about. */
  private Optional<KpiDefinition> own(String site, String name) {
    return AttributeRule.SITE_ID.holds(site) ? book.anew(site).kpi(name) : Optional.empty();
  }

  private List<String> names(String site) {
    return book.remembered(site)
        .map(SiteSettings::names)
        .orElseGet(() -> builtIn.definitions().stream().map(KpiDefinition::name).toList());
  }

  /**
   * The cells one site has for a request.
   *
   * @param token versions of the settings that they rest on; changes whenever those do
   */
  private record SiteCells(
      SiteSettings settings, String token, KpiQuery query, Freshness freshness, Cells cells) {
    ZoneId zone() {
      return settings.history().zone();
    }
  }

  /** Answers that rest on other settings than those remembered mean another question: once more. */
  private SiteCells cells(String site, KpiRequest request, Instant now) {
    SiteSettings settings = book.of(site);
    Optional<SiteCells> cells = cells(settings, request, now);
    if (cells.isEmpty()) {
      settings = book.anew(site);
      cells = cells(settings, request, now);
    }
    return cells.orElseThrow(() ->
        ProblemException.unavailable(
            "The settings of site '" + site + "' are being changed.", SOON));
  }

  /** Empty if the answers rest on other settings. */
  private Optional<SiteCells> cells(SiteSettings settings, KpiRequest asked, Instant now) {
    String name = asked.kpi().name();
    KpiDefinition kpi = settings.kpi(name).orElseThrow(() -> noKpi(name, settings.names()));
    Optional<KpiRequest> request = asked.of(kpi);
    if (request.isEmpty()) {
      return Optional.empty();
    }
    Duration lateness = Duration.ofMinutes(settings.history().at(now).getLatenessMinutes());
    KpiQuery query = request.get().in(settings.history().zone(), now, lateness);
    List<Told<Cells>> told =
        fanout.each(
            query.reads(settings.history().zone()),
            range -> questions.cells(settings.site(), name, range));
    if (told.stream().anyMatch(part -> !part.config().equals(settings.token()))) {
      return Optional.empty();
    }
    Cells cells = told.stream().map(Told::body).reduce(new Cells(List.of()), Cells::and);
    Freshness freshness = Freshness.ofAll(told.stream().map(Told::freshness).toList());
    return settings.token().map(token -> new SiteCells(settings, token, query, freshness, cells));
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

  private static ProblemException noKpi(String name, List<String> names) {
    return KpiDefinitions.unknown(name, names);
  }
}
