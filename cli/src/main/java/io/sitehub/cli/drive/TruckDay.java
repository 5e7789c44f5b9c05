package io.sitehub.cli.drive;

import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.simulate.Pace;
import io.sitehub.cli.simulate.Simulation;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationResult;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.truth.TruthCheck;
import io.sitehub.cli.truth.TruthReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One simulated day: published over HTTP as terminals would, watched, and checked at the end. */
public final class TruckDay {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Screen screen;
  private final SiteLayout layout;
  private final Supplier<SiteState> look;
  private final SimulationPlan plan;
  private final Pace pace;
  private final Path journals;
  private final InstantSource clock;

  /**
   * @param look what is known of the site's processes now
   * @param plan what happens
   * @param pace how fast
   * @param journals where the terminals' journals lie
   */
  public TruckDay(
      Screen screen,
      SiteLayout layout,
      Supplier<SiteState> look,
      SimulationPlan plan,
      Pace pace,
      Path journals,
      InstantSource clock) {
    this.screen = screen;
    this.layout = layout;
    this.look = look;
    this.plan = plan;
    this.pace = pace;
    this.journals = journals;
    this.clock = clock;
  }

  /**
   * What a day came to.
   *
   * @param published what the gateways said
   * @param truth what the query API said, compared with what happened
   * @param firstVisible when a query showed the first truck; empty if none did while trucks drove
   */
  public record Outcome(
      SimulationResult published, TruthReport truth, Optional<Instant> firstVisible) {

    /** Whether every event was acknowledged and everything that can be asked is true. */
    public boolean good() {
      return published.complete() && truth.passed();
    }
  }

  /**
   * Drives the day from its first truck to the last answer compared.
   *
   * @throws Problem when no kpi-service can be asked, or no journal be written
   */
  public Outcome run() throws InterruptedException {
    new SiteSetup(layout.urls(Role.KPI_SERVICE), PATIENCE).configure(plan);
    screen.print(
        "Driving %,d events of %d trucks at %d sites on %s ..."
            .formatted(plan.events(), plan.trucks(), plan.sites().size(), plan.settings().day()));
    try (SiteGlance glance = new SiteGlance(layout, plan, clock)) {
      LiveView view = new LiveView(screen, plan, look, glance);
      SimulationResult published = publish(view);
      view.end();
      report(published);
      screen.print("Checking what the site answers against what truly happened ...");
      TruthReport truth = check();
      truth.lines().forEach(screen::print);
      return new Outcome(published, truth, glance.firstVisible());
    }
  }

  private SimulationResult publish(LiveView view) throws InterruptedException {
    try {
      return Simulation.run(plan, layout.urls(Role.GATEWAY), pace, view, journals, clock);
    } catch (IOException e) {
      throw new Problem(
          ExitCode.FAILED,
          "the terminals cannot publish: " + e.getMessage(),
          "then simulate the same day again: what is published counts once");
    }
  }

  private void report(SimulationResult published) {
    screen.print(
        "Every event is out: %,d of %,d acknowledged in %,d requests, %,d of them retries, %,d repeats"
                .formatted(
                    published.progress().acknowledged(),
                    published.progress().events(),
                    published.progress().attempts(),
                    published.progress().retries(),
                    published.progress().repeats())
            + " on purpose.");
    refusals(published).forEach(screen::print);
  }

  private TruthReport check() throws InterruptedException {
    try {
      return TruthCheck.run(plan, layout.urls(Role.KPI_SERVICE), PATIENCE);
    } catch (IOException e) {
      throw new Problem(
          ExitCode.UNREACHABLE,
          "the truth cannot be checked, no kpi-service answers: " + e.getMessage(),
          "see which processes are ready with ./sitehub status");
    }
  }

  private static List<String> refusals(SimulationResult published) {
    return published.refusals().stream()
        .limit(5)
        .map(refusal ->
            "  refused (%d) from %s: %s"
                .formatted(refusal.status(), refusal.terminal(), refusal.answer()))
        .toList();
  }
}
