package io.sitehub.cli.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.query.Reply;
import io.sitehub.cli.simulate.Delivery;
import io.sitehub.cli.simulate.PlannedEvent;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SitePlan;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the query API about the driven sites again and again, so that a live view can show it. */
final class SiteGlance implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration UNTIL_FIRST = Duration.ofMillis(100);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final QueryApi api;
  private final SimulationPlan plan;
  private final Thread asker;
  private final InstantSource clock;
  private final String firstTruck;
  private volatile List<String> lines = List.of();
  private volatile @Nullable Instant firstVisible;

  SiteGlance(SiteLayout layout, SimulationPlan plan, InstantSource clock) {
    this.api = new QueryApi(layout.urls(Role.KPI_SERVICE), PATIENCE);
    this.plan = plan;
    this.clock = clock;
    this.firstTruck = firstTruck(plan);
    this.asker = Thread.ofVirtual().name("glance").start(this::ask);
  }

  /** A line for each site. */
  List<String> lines() {
    return lines;
  }

  /** When a query showed a truck of the plan for the first time; empty if none did. */
  Optional<Instant> firstVisible() {
    return Optional.ofNullable(firstVisible);
  }

  @Override
  public void close() {
    asker.interrupt();
    api.close();
  }

  private void ask() {
    try {
      while (true) {
        if (firstVisible == null && showsFirstTruck()) {
          firstVisible = clock.instant();
        }
        List<String> next = new ArrayList<>();
        for (SitePlan site : plan.sites()) {
          line(site.profile().siteId(), next);
        }
        lines = next;
        Thread.sleep(firstVisible == null ? UNTIL_FIRST : PERIOD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** Path of the visit whose event is sent first: a site may be known from other days. */
  private static String firstTruck(SimulationPlan plan) {
    PlannedEvent first =
        plan.deliveries().stream()
            .map(Delivery::event)
            .filter(event -> event.visitId() != null)
            .findFirst()
            .orElseThrow();
    return "/v1/sites/%s/visits/%s".formatted(first.terminal().siteId(), first.visitId());
  }

  private boolean showsFirstTruck() throws InterruptedException {
    try {
      return api.get(firstTruck, Map.of()) instanceof Reply.Answer;
    } catch (IOException e) {
      return false; // nobody answers yet
    }
  }

  private void line(String site, List<String> next) throws InterruptedException {
    try {
      String day = plan.settings().day().toString();
      if (!(api.get("/v1/sites/" + site, Map.of()) instanceof Reply.Answer(JsonNode glance))) {
        return;
      }
      Map<String, String> range = Map.of("from", day, "to", day);
      String base = "/v1/sites/" + site + "/kpis/";
      next.add(
          "  %-20s %3d on site   %s   %s"
              .formatted(
                  site,
                  glance.path("onSite").asLong(),
                  turnaround(api.get(base + "turnaround", range)),
                  throughput(api.get(base + "throughput", range))));
    } catch (IOException e) {
      next.add("  %-20s cannot be asked now".formatted(site));
    }
  }

  private static String turnaround(Reply reply) {
    JsonNode measures = first(reply).path("measures");
    return "turnaround p50 %s min, p95 %s min"
        .formatted(figure(measures.path("p50")), figure(measures.path("p95")));
  }

  private static String throughput(Reply reply) {
    List<String> parts = new ArrayList<>();
    first(reply)
        .path("measures")
        .properties()
        .forEach(measure -> parts.add(measure.getKey() + " " + figure(measure.getValue())));
    return String.join(", ", parts);
  }

  private static JsonNode first(Reply reply) {
    return reply instanceof Reply.Answer(JsonNode body)
        ? body.path("values").path(0)
        : MissingNode.getInstance();
  }

  private static String figure(JsonNode number) {
    return number.isNumber() ? String.format(Locale.ROOT, "%.0f", number.asDouble()) : "-";
  }
}
