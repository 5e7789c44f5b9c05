package io.sitehub.processors.settings;

import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.SiteKpi;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing a site is told to be, or is not any more. */
sealed interface Setting {
  /** The site. */
  String siteId();

  /**
   * A version of the configuration.
   *
   * @param validFrom from when on it holds
   * @param version null: there is no such version any more
   */
  record Config(String siteId, Instant validFrom, @Nullable SiteConfig version)
      implements Setting {}

  /**
   * A KPI the site defines.
   *
   * @param defined null: it is not defined any more
   */
  record Kpi(String siteId, String kpi, @Nullable SiteKpi defined) implements Setting {}
}
