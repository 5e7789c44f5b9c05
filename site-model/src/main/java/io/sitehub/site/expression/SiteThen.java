package io.sitehub.site.expression;

import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Visit;
import io.sitehub.site.config.SiteHistory;
import java.time.Instant;

/**
 * The settings of a site that hold for a visit.
 *
 * @param zone the site's time zone, which does not depend on the version
 */
record SiteThen(SiteConfig config, String zone) {

  /**
   * Those in force when the truck arrived, or else at the start of its slot, or else at its first
   * event.
   */
  static SiteThen of(Visit visit, SiteHistory history) {
    Instant at = visit.getArrivedAt();
    if (at == null) {
      at = visit.getSlotStart();
    }
    if (at == null) {
      at = visit.getFirstEventAt();
    }
    String zone = history.zone().getId();
    return new SiteThen(history.at(at == null ? Instant.EPOCH : at), zone);
  }
}
