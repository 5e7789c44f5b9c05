package io.sitehub.cli.truth;

import io.sitehub.cli.simulate.SitePlan;
import io.sitehub.cli.simulate.SiteProfile;
import io.sitehub.model.state.OpeningHours;
import io.sitehub.model.state.Scale;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Station;
import io.sitehub.model.state.Weekday;
import io.sitehub.site.config.SiteHistory;
import java.util.List;
import java.util.stream.Stream;

/** Configurations of simulated sites. */
final class SiteConfigs {
  private SiteConfigs() {}

  /** In which everything but the zone has its default. */
  static SiteConfig in(String zone, SitePlan site) {
    SiteConfig config = SiteHistory.defaults(site.profile().siteId());
    config.setZone(zone);
    return config;
  }

  /**
   * Under which every KPI has something to say and no setting has its default: closed over noon,
   * one scale and one station more than the trucks know, and hardly any free time.
   */
  static SiteConfig strict(String zone, SitePlan site) {
    SiteProfile profile = site.profile();
    SiteConfig config = in(zone, site);
    config.setOpeningHours(List.of(hours("06:15", "12:00"), hours("12:30", "16:45")));
    config.setScales(
        Stream.concat(profile.scales().stream(), Stream.of("scale-idle"))
            .map(id -> Scale.newBuilder().setId(id).build())
            .toList());
    config.setStations(
        Stream.concat(
                profile.stations().stream().map(SiteProfile.Station::stationId),
                Stream.of("station-idle"))
            .map(id -> Station.newBuilder().setId(id).build())
            .toList());
    config.setFreeTimeMinutes(15);
    config.setSlotToleranceMinutes(0);
    config.setNoShowGraceMinutes(0);
    return config;
  }

  private static OpeningHours hours(String from, String to) {
    return OpeningHours.newBuilder()
        .setDays(List.of(Weekday.MONDAY))
        .setFrom(from)
        .setTo(to)
        .build();
  }
}
