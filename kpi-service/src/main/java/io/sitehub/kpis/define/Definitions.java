package io.sitehub.kpis.define;

import io.javalin.http.Context;
import io.sitehub.kpis.define.ConfigLog.WriteOutcome;
import io.sitehub.kpis.query.Envelope;
import io.sitehub.kpis.query.KpiDefinitions;
import io.sitehub.kpis.query.Parameters;
import io.sitehub.kpis.query.SeriesState;
import io.sitehub.kpis.query.SiteBook;
import io.sitehub.kpis.query.SitePath;
import io.sitehub.kpis.query.SiteSettings;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.SiteKpi;
import io.sitehub.site.declare.KpiDeclarationJson;
import io.sitehub.site.declare.KpiDeclarationJson.KpiRead;
import io.sitehub.site.kpi.KpiCatalogue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The KPIs a site defines, and how the built-in ones are defined. */
final class Definitions {
  static final int MAX_KPIS = 50;

  private final SiteBook book;
  private final Changes changes;

  Definitions(SiteBook book, Changes changes) {
    this.book = book;
    this.changes = changes;
  }

  /** {@code PUT /v1/sites/{site}/kpis/{kpi}/definition} */
  void put(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    String kpi = SitePath.kpi(context, parameters);
    parameters.refuseIfWrong();
    refuseBuiltIn(kpi);
    KpiDeclaration declaration =
        switch (KpiDeclarationJson.read(Changes.body(context), kpi)) {
          case KpiRead.Valid(KpiDeclaration valid) -> valid;
          case KpiRead.Invalid(var violations) ->
              throw Changes.refused("The definition is wrong; see violations.", violations);
        };
    SiteSettings settings = book.anew(site);
    boolean isNew = settings.kpi(kpi).isEmpty();
    if (isNew && settings.ownNames().size() >= MAX_KPIS) {
      throw Changes.conflict(
          "kpi",
          "count",
          "a site defines at most " + MAX_KPIS + " KPIs: remove one that is not needed");
    }
    SiteKpi record = SiteKpi.newBuilder().setSiteId(site).setDeclaration(declaration).build();
    WriteOutcome.Acknowledged written = changes.write(site, key(kpi), record);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("site", site);
    answer.put("kpi", kpi);
    answer.put("declaration", Configs.json(declaration));
    answer.put("partition", written.partition());
    answer.put("offset", written.offset());
    context.status(isNew ? 201 : 200).json(answer);
  }

  /** {@code GET /v1/sites/{site}/kpis/{kpi}/definition} */
  void get(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    String kpi = SitePath.kpi(context, parameters);
    parameters.refuseIfWrong();
    SiteSettings settings = book.anew(site);
    Optional<SeriesState> newest = settings.newest(kpi);
    KpiDeclaration declaration =
        newest
            .map(SeriesState::declaration)
            .or(() -> KpiCatalogue.builtIn().declaration(kpi))
            .orElseThrow(() -> KpiDefinitions.unknown(kpi, settings.names()));
    Map<String, Object> answer = Envelope.of(settings.freshness());
    answer.put("site", site);
    answer.put("kpi", kpi);
    answer.put("builtIn", isBuiltIn(kpi));
    answer.put("declaration", Configs.json(declaration));
    newest.ifPresent(series -> answer.put("state", series.shown()));
    context.json(answer);
  }

  /** {@code DELETE /v1/sites/{site}/kpis/{kpi}/definition} */
  void delete(Context context, Parameters parameters) {
    String site = SitePath.site(context, parameters);
    String kpi = SitePath.kpi(context, parameters);
    parameters.refuseIfWrong();
    refuseBuiltIn(kpi);
    SiteSettings settings = book.anew(site);
    if (settings.kpi(kpi).isEmpty()) {
      throw KpiDefinitions.unknown(kpi, settings.ownNames());
    }
    changes.write(site, key(kpi), null);
    context.status(204);
  }

  /**
   * A built-in KPI means the same at every site, or values over several would mean nothing. What a
   * site wants otherwise it defines under a name of its own.
   */
  private static void refuseBuiltIn(String kpi) {
    if (isBuiltIn(kpi)) {
      throw Changes.conflict(
          "kpi",
          "built-in",
          "'%s' is built in and means the same at every site: choose another name, such as %s"
              .formatted(kpi, "own-" + kpi));
    }
  }

  private static boolean isBuiltIn(String kpi) {
    return KpiCatalogue.builtIn().find(kpi).isPresent();
  }

  private static String key(String kpi) {
    return "kpi/" + kpi;
  }
}
