package io.sitehub.kpis.query;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Time zones of the sites that were asked for, as the processors last told them. */
public final class SiteZones {
  private final Map<String, ZoneId> zones = new ConcurrentHashMap<>();

  /** Remembers what a processor told. Only of sites that exist, so it cannot grow without bound. */
  void learn(String site, ZoneId zone) {
    zones.put(site, zone);
  }

  /** The zone of a site, if it was told before. */
  Optional<ZoneId> known(String site) {
    return Optional.ofNullable(zones.get(site));
  }
}
