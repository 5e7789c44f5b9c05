package io.sitehub.cli.oracle;

import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Visit;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a site was told to be, and when. */
final class Settings {
  private static final SiteConfig DEFAULTS =
      SiteConfig.newBuilder().setSiteId("any").setValidFrom(Instant.EPOCH).build();

  private final List<SiteConfig> versions;

  Settings(List<SiteConfig> versions) {
    this.versions =
        versions.stream().sorted(Comparator.comparing(SiteConfig::getValidFrom)).toList();
  }

  /**
   * The version that holds for a visit: in force when the truck arrived, or else at the start of
   * its slot, or else at its first event.
   */
  SiteConfig of(Visit visit) {
    return Stream.of(visit.getArrivedAt(), visit.getSlotStart(), visit.getFirstEventAt())
        .filter(Objects::nonNull)
        .findFirst()
        .map(this::at)
        .orElse(DEFAULTS);
  }

  /** Before the first version the defaults are in force. */
  private SiteConfig at(Instant instant) {
    return versions.reversed().stream()
        .filter(version -> !version.getValidFrom().isAfter(instant))
        .findFirst()
        .orElse(DEFAULTS);
  }
}
