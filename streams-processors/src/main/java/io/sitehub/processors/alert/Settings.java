package io.sitehub.processors.alert;

import io.sitehub.site.config.SiteHistory;

/** Where the limits of a site are found. */
@FunctionalInterface
public interface Settings {

  /** All that a site was told to be. */
  SiteHistory of(String siteId);
}
