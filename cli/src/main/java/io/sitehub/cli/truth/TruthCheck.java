package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SitePlan;
import io.sitehub.cli.truth.TruthReport.Mismatch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares every visit, ticket and KPI value that the public query API gives for a simulated day
 * with what truly happened. Only meaningful if nothing else was published for those sites and that
 * day.
 */
public final class TruthCheck {
  private static final long PAUSE_MS = 500;

  private TruthCheck() {}

  /**
   * Waits until all events are taken into account, then compares. What does not match at first is
   * asked again until {@code patience} is used up, because a standby that answers may lag.
   *
   * @param plan a plan all of whose events were acknowledged
   * @param kpiServices base addresses of the public API; at least one
   * @param patience how long to wait for the state to catch up
   * @throws IOException if no kpi-service answers
   * @throws InterruptedException if the thread is interrupted
   */
  public static TruthReport run(SimulationPlan plan, List<URI> kpiServices, Duration patience)
      throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    long endNanos = startNanos + patience.toNanos();
    try (QueryClient api = new QueryClient(kpiServices)) {
      for (SitePlan site : plan.sites()) {
        awaitNoLag(api, site.profile().siteId(), endNanos);
      }
      TruthReport report = compare(plan, api, startNanos);
      while (!report.passed() && System.nanoTime() < endNanos) {
        Thread.sleep(PAUSE_MS);
        report = compare(plan, api, startNanos);
      }
      return report;
    }
  }

  private static void awaitNoLag(QueryClient api, String siteId, long endNanos)
      throws IOException, InterruptedException {
    JsonNode site = api.get("/v1/sites/" + siteId, Map.of());
    while (site.path("lag").asLong(1) > 0 && System.nanoTime() < endNanos) {
      Thread.sleep(PAUSE_MS);
      site = api.get("/v1/sites/" + siteId, Map.of());
    }
  }

  private static TruthReport compare(SimulationPlan plan, QueryClient api, long startNanos)
      throws IOException, InterruptedException {
    List<Mismatch> mismatches = new ArrayList<>();
    int visits = 0;
    int tickets = 0;
    int kpiValues = 0;
    for (SitePlan site : plan.sites()) {
      SiteCheck check =
          new SiteCheck(
              api, SiteTruth.of(site), plan.settings().day(), plan.settings().visitPrefix());
      check.run();
      mismatches.addAll(check.mismatches());
      visits += check.visits();
      tickets += check.tickets();
      kpiValues += check.kpiValues();
    }
    return new TruthReport(
        plan.sites().size(),
        visits,
        tickets,
        kpiValues,
        mismatches,
        Duration.ofNanos(System.nanoTime() - startNanos));
  }
}
