package io.sitehub.cli.oracle;

import io.sitehub.model.state.SiteConfig;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What a site was told to be, and when. */
final class Settings {
  private static final SiteConfig DEFAULTS =
      SiteConfig.newBuilder().setSiteId("any").setValidFrom(Instant.EPOCH).build();

  private final List<SiteConfig> versions;

  Settings(List<SiteConfig> versions) {
    this.versions =
        versions.stream().sorted(Comparator.comparing(SiteConfig::getValidFrom)).toList();
  }

  /** The version in force at an instant; before the first one the defaults are. */
  SiteConfig at(Instant instant) {
    return versions.reversed().stream()
        .filter(version -> !version.getValidFrom().isAfter(instant))
        .findFirst()
        .orElse(DEFAULTS);
  }
}
