package io.sitehub.processors.alert;

import io.sitehub.processors.state.SiteSettings;
import io.sitehub.site.config.SiteHistory;
import java.util.HashMap;
import java.util.Map;

/** The settings in a task's store, read again only when they have changed. */
final class SettingsInForce implements Settings {

  private record Known(long version, SiteHistory history) {}

  private final SiteSettings settings;
  private final Map<String, Known> bySite = new HashMap<>();

  SettingsInForce(SiteSettings settings) {
    this.settings = settings;
  }

  @Override
  public SiteHistory of(String siteId) {
    long version = settings.version(siteId);
    Known known = bySite.get(siteId);
    if (known == null || known.version() != version) {
      known = new Known(version, settings.history(siteId));
      bySite.put(siteId, known);
    }
    return known.history();
  }
}
