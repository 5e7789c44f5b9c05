package io.sitehub.processors.serve;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.KpiSeries;
import io.sitehub.processors.state.SeriesTable;
import io.sitehub.processors.state.SiteSettings;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.site.config.SiteHistory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What sites are told to be and the series of their KPIs: needed for every answer, read again only
 * when the version of a site's settings in the copy at hand is another.
 */
final class KnownSites {

  private final SchemaRegistry registry;
  private final Map<String, Known> bySite = new ConcurrentHashMap<>();

  KnownSites(SchemaRegistry registry) {
    this.registry = registry;
  }

  /**
   * What is known of a site.
   *
   * @param version changes whenever the rest does
   * @param series as they were at that version: one that is being filled has come further since
   */
  record Known(long version, SiteHistory history, List<KpiSeries> series) {}

  /** What a copy says of a site. */
  Known of(StateSpace copy, String siteId) {
    SiteSettings settings = new SiteSettings(copy, registry);
    long version = settings.version(siteId);
    Known known = bySite.get(siteId);
    if (known == null || known.version() != version) {
      known =
          new Known(
              version, settings.history(siteId), new SeriesTable(copy, registry).list(siteId));
      bySite.put(siteId, known);
    }
    return known;
  }
}
