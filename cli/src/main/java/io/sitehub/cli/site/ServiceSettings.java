package io.sitehub.cli.site;

import java.util.Map;
import java.util.TreeMap;

/** What each service of a local site is configured with; everything else is its default. */
final class ServiceSettings {
  private final SiteLayout layout;
  private final DataDirectory directory;

  ServiceSettings(SiteLayout layout, DataDirectory directory) {
    this.layout = layout;
    this.directory = directory;
  }

  Map<String, String> of(Instance instance) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("http.host", "127.0.0.1");
    return settings;
  }
}
