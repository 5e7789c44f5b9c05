package io.sitehub.cli.drill;

import io.sitehub.cli.drill.ledger.Entry.Seen;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.traffic.Traffic;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Traffic before a drill, until a site that was only just started is as fast as it is later: what a
 * cold start costs is not what a fault costs. It has a ledger of its own, by which nothing is
 * judged.
 */
final class WarmUp {
  private static final Duration FAST = Duration.ofSeconds(1);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);
  private static final int IN_A_ROW = 9;
  private static final int TRUCKS = 60;
  private static final long POLL_MS = 200;

  private final DrillSettings settings;
  private final InstantSource clock;

  WarmUp(DrillSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Returns when events become visible fast, or have not for as long as the settings allow. */
  void run(SiteLayout layout) throws InterruptedException {
    SimulationSettings drilled = settings.day().settings();
    SimulationPlan day =
        SimulationPlan.of(
            new SimulationSettings(
                drilled.seed() + 1, drilled.day().minusDays(1), drilled.sites(), TRUCKS));
    try (Ledger apart = new Ledger(settings.ledger().resolveSibling("warm-up.jsonl"), entry -> {});
        Traffic traffic =
            new Traffic(
                day,
                settings.eventsPerSecond(),
                settings.run() + "w",
                layout.urls(Role.GATEWAY),
                layout.urls(Role.KPI_SERVICE),
                apart,
                clock)) {
      long endNanos = System.nanoTime() + settings.warmUpWithin().toNanos();
      traffic.start();
      while (!isFast(apart.seen()) && System.nanoTime() < endNanos) {
        Thread.sleep(POLL_MS);
      }
      traffic.stop(ENDS_WITHIN);
    }
  }

  private static boolean isFast(List<Seen> seen) {
    return seen.size() >= IN_A_ROW
        && seen.subList(seen.size() - IN_A_ROW, seen.size()).stream()
            .allMatch(
                each -> Duration.between(each.acknowledgedAt(), each.at()).compareTo(FAST) < 0);
  }
}
