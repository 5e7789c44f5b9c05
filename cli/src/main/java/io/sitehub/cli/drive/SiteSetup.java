package io.sitehub.cli.drive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.query.Reply;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SitePlan;
import io.sitehub.cli.simulate.SiteProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Configures the simulated sites as their managers would, before the first truck comes. */
final class SiteSetup {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Before any simulated day; always the same, so that setting it again changes nothing. */
  private static final String SINCE = "2020-01-01T00:00:00Z";

  private static final List<String> WEEK =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private final List<URI> services;
  private final Duration patience;

  /**
   * @param services base addresses of kpi-services
   * @param patience how long to go on while none of them can store anything
   */
  SiteSetup(List<URI> services, Duration patience) {
    this.services = services;
    this.patience = patience;
  }

  /**
   * Configures every site of a plan.
   *
   * @throws Problem when that cannot be stored
   */
  void configure(SimulationPlan plan) throws InterruptedException {
    try (QueryApi api = new QueryApi(services, patience)) {
      for (SitePlan site : plan.sites()) {
        SiteProfile profile = site.profile();
        byte[] body = configuration(profile).toString().getBytes(StandardCharsets.UTF_8);
        String path = "/v1/sites/" + QueryApi.segment(profile.siteId()) + "/config";
        if (!(api.put(path, body) instanceof Reply.Answer)) {
          throw new Problem(
              ExitCode.SOFTWARE,
              "the configuration of " + profile.siteId() + " was refused",
              "see it with ./sitehub config show --site " + profile.siteId());
        }
      }
    } catch (IOException e) {
      throw new Problem(
          ExitCode.UNREACHABLE,
          "the sites cannot be configured, no kpi-service stores it: " + e.getMessage(),
          "see which processes are ready with ./sitehub status");
    }
  }

  private static ObjectNode configuration(SiteProfile profile) {
    ObjectNode config =
        JSON.createObjectNode().put("validFrom", SINCE).put("zone", profile.zone().getId());
    config.putArray("lanes").addObject().put("id", "lane-1");
    ArrayNode scales = config.putArray("scales");
    profile.scales().forEach(scale -> scales.addObject().put("id", scale));
    ArrayNode stations = config.putArray("stations");
    profile.stations().forEach(station -> stations.addObject().put("id", station.stationId()));
    span(config.putArray("openingHours").addObject(), profile.opens().toString(), "20:00");
    ArrayNode shifts = config.putArray("shifts");
    span(shifts.addObject().put("name", "early"), "06:00", "13:00");
    span(shifts.addObject().put("name", "late"), "13:00", "20:00");
    return config;
  }

  private static void span(ObjectNode into, String from, String to) {
    ArrayNode days = into.putArray("days");
    WEEK.forEach(days::add);
    into.put("from", from).put("to", to);
  }
}
