package io.sitehub.site.config;

import io.sitehub.model.state.SiteConfig;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All versions of one site's configuration. Immutable: a change gives another history.
 *
 * <p>Before the first version, and where there is none, the documented defaults hold.
 */
public final class SiteHistory {
  private static final Instant ALWAYS = Instant.ofEpochMilli(0);

  private final String siteId;
  private final NavigableMap<Instant, SiteConfig> byStart;
  private final SiteConfig defaults;
  private final ZoneId zone;

  private SiteHistory(String siteId, NavigableMap<Instant, SiteConfig> byStart, String zone) {
    this.siteId = siteId;
    this.byStart = byStart;
    this.defaults = defaults(siteId);
    this.zone = ZoneId.of(zone);
  }

  /** The history of a site nobody configured. */
  public static SiteHistory unconfigured(String siteId) {
    return of(siteId, List.of());
  }

  /**
   * A history of these versions, in any order; of two with the same {@code validFrom} the last
   * counts.
   *
   * @throws java.time.DateTimeException if the last version's zone does not exist
   */
  public static SiteHistory of(String siteId, Collection<SiteConfig> versions) {
    NavigableMap<Instant, SiteConfig> byStart = new TreeMap<>();
    versions.forEach(version -> byStart.put(version.getValidFrom(), version));
    String zone =
        byStart.isEmpty() ? defaults(siteId).getZone() : byStart.lastEntry().getValue().getZone();
    return new SiteHistory(siteId, byStart, zone);
  }

  /**
   * What was kept of a history: its zone, and its versions or, where they did not matter, none.
   *
   * @throws java.time.DateTimeException if the zone does not exist
   */
  public static SiteHistory restored(String siteId, String zone, Collection<SiteConfig> versions) {
    return new SiteHistory(siteId, of(siteId, versions).byStart, zone);
  }

  /** A configuration in which everything has its default. */
  public static SiteConfig defaults(String siteId) {
    return SiteConfig.newBuilder().setSiteId(siteId).setValidFrom(ALWAYS).build();
  }

  /** The site. */
  public String siteId() {
    return siteId;
  }

  /** The site's time zone: that of the version with the latest start, for all of time. */
  public ZoneId zone() {
    return zone;
  }

  /** What holds at an instant. */
  public SiteConfig at(Instant instant) {
    Map.Entry<Instant, SiteConfig> entry = byStart.floorEntry(instant);
    return entry == null ? defaults : entry.getValue();
  }

  /** Every version, the oldest first; empty when nobody configured the site. */
  public Collection<SiteConfig> versions() {
    return byStart.values();
  }
}
