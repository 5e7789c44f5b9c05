package io.sitehub.cli.drive;

import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.simulate.ProgressListener;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationProgress;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteState;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A day as it goes by: on a terminal a view that is redrawn, elsewhere a line every few seconds.
 */
final class LiveView implements ProgressListener {
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
  private static final int BAR = 40;

  private final Screen screen;
  private final SimulationPlan plan;
  private final Supplier<SiteState> look;
  private final SiteGlance glance;
  private Duration lastLine = LINE_EVERY.negated();
  private long lastAcknowledged;
  private Duration lastElapsed = Duration.ZERO;
  private double perSecond;

  LiveView(Screen screen, SimulationPlan plan, Supplier<SiteState> look, SiteGlance glance) {
    this.screen = screen;
    this.plan = plan;
    this.look = look;
    this.glance = glance;
  }

  @Override
  public void onProgress(SimulationProgress progress) {
    measure(progress);
    if (screen.interactive()) {
      screen.redraw(view(progress));
    } else if (progress.elapsed().minus(lastLine).compareTo(LINE_EVERY) >= 0) {
      lastLine = progress.elapsed();
      screen.print(
          "  %s  %,d of %,d events acknowledged, %.0f/s; %d of %d trucks done"
              .formatted(
                  CLOCK.format(progress.simulatedTime()),
                  progress.acknowledged(),
                  progress.events(),
                  perSecond,
                  progress.trucksDone(),
                  progress.trucks()));
    }
  }

  /** Leaves the last view on the screen. */
  void end() {
    screen.keep();
  }

  private void measure(SimulationProgress progress) {
    Duration since = progress.elapsed().minus(lastElapsed);
    if (since.toMillis() >= 1_000) {
      perSecond = (progress.acknowledged() - lastAcknowledged) * 1_000.0 / since.toMillis();
      lastAcknowledged = progress.acknowledged();
      lastElapsed = progress.elapsed();
    }
  }

  private List<String> view(SimulationProgress progress) {
    List<String> lines = new ArrayList<>();
    int done = (int) (BAR * progress.acknowledged() / Math.max(1, progress.events()));
    lines.add("");
    lines.add(
        "  %s %s UTC  [%s%s]"
            .formatted(
                plan.settings().day(),
                CLOCK.format(progress.simulatedTime()),
                "#".repeat(done),
                " ".repeat(BAR - done)));
    lines.add(
        "  events    %,d of %,d acknowledged, %.0f/s; %,d retries; %,d waiting in dead zones"
            .formatted(
                progress.acknowledged(),
                progress.events(),
                perSecond,
                progress.retries(),
                progress.latePending()));
    lines.add("  trucks    %d of %d done".formatted(progress.trucksDone(), progress.trucks()));
    lines.add("");
    lines.addAll(glance.lines());
    lines.add("");
    SiteState state = look.get();
    for (Role role : state.layout().roles()) {
      lines.add("  %-14s %s".formatted(role.label(), processes(state, role)));
    }
    lines.add("");
    lines.add("  Kill any of them: kill -9 PID. Nothing is lost, and it comes back.");
    return lines;
  }

  private static String processes(SiteState state, Role role) {
    return state.instances().stream()
        .filter(instance -> instance.instance().role() == role)
        .map(LiveView::process)
        .collect(Collectors.joining("   "));
  }

  private static String process(InstanceState state) {
    String again = state.restarts() == 0 ? "" : ", started again " + state.restarts() + "x";
    return "%s (pid %s%s)"
        .formatted(state.phase().label(), state.pid() == 0 ? "-" : state.pid(), again);
  }
}
