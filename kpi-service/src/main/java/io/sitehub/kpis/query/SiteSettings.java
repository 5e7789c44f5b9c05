package io.sitehub.kpis.query;

import io.sitehub.kpis.route.Freshness;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiDefinition;
import io.sitehub.site.kpi.SiteCalendar;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a site is told to be: its configuration, its KPIs and how far each of them is. Immutable.
 *
 * @param site whose
 * @param history all versions of its configuration
 * @param calendar what they mean for questions
 * @param series the series of its KPIs, those being dropped left out, the newest first
 * @param kpis its KPIs as queries answer them: the built-in ones, then its own by name
 * @param token changes whenever any of this does
 * @param freshness how old it may be
 */
public record SiteSettings(
    String site,
    SiteHistory history,
    SiteCalendar calendar,
    List<SeriesState> series,
    KpiCatalogue kpis,
    Optional<String> token,
    Freshness freshness) {

  static SiteSettings of(
      SiteHistory history, List<SeriesState> all, Optional<String> token, Freshness freshness) {
    List<SeriesState> series =
        all.stream()
            .filter(SeriesState::isCurrent)
            .sorted(Comparator.comparingInt(SeriesState::series).reversed())
            .toList();
    return new SiteSettings(
        history.siteId(),
        history,
        SiteCalendar.of(history),
        series,
        shown(series),
        token,
        freshness);
  }

  /**
   * As long as a changed KPI is filled, what it was before is what is shown; a built-in KPI that no
   * series is of yet is shown as this release has it.
   */
  private static KpiCatalogue shown(List<SeriesState> series) {
    Map<String, KpiDeclaration> shown = new LinkedHashMap<>();
    KpiCatalogue.builtIn().declarations().forEach(each -> shown.put(each.getKpi(), each));
    // The last one put counts: the newest live one, else the newest that is filled.
    series.stream()
        .sorted(
            Comparator.comparing(SeriesState::kpi)
                .thenComparing(SeriesState::isLive)
                .thenComparingInt(SeriesState::series))
        .forEach(each -> shown.put(each.kpi(), each.declaration()));
    return new KpiCatalogue(shown.values());
  }

  /** A KPI as queries answer it. */
  public Optional<KpiDefinition> kpi(String name) {
    return kpis.find(name);
  }

  /** The newest series of a KPI: what was last declared, and how far that is. */
  public Optional<SeriesState> newest(String kpi) {
    return series.stream().filter(each -> each.kpi().equals(kpi)).findFirst();
  }

  /** The names of all KPIs it has. */
  public List<String> names() {
    return kpis.definitions().stream().map(KpiDefinition::name).toList();
  }

  /** The names of the KPIs it defines itself. */
  public List<String> ownNames() {
    return names().stream().filter(name -> KpiCatalogue.builtIn().find(name).isEmpty()).toList();
  }
}
