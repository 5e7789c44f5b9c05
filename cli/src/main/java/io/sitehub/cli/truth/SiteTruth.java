package io.sitehub.cli.truth;

import io.sitehub.cli.simulate.SitePlan;
import io.sitehub.cli.simulate.TruckStory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be known of the trucks of one site's day. */
final class SiteTruth {
  private final String siteId;
  private final Map<String, ExpectedVisit> visits = new LinkedHashMap<>();

  private SiteTruth(String siteId) {
    this.siteId = siteId;
  }

  /** Works out what must be known once all events of the plan have come in. */
  static SiteTruth of(SitePlan plan) {
    return of(plan.profile().siteId(), plan.trucks());
  }

  static SiteTruth of(String siteId, List<TruckStory> trucks) {
    SiteTruth truth = new SiteTruth(siteId);
    trucks.forEach(story -> truth.visits.put(story.visitId(), ExpectedVisit.of(story)));
    return truth;
  }

  String siteId() {
    return siteId;
  }

  /** By visit id. */
  Map<String, ExpectedVisit> visits() {
    return visits;
  }
}
