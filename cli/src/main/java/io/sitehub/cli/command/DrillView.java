package io.sitehub.cli.command;

import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A drill as it goes by: a line for what happens, and on a terminal below it how each process is,
 * redrawn.
 */
final class DrillView implements AutoCloseable {
  private static final Duration REDRAW_EVERY = Duration.ofMillis(500);

  private final Screen screen;
  private final Supplier<Optional<SiteState>> look;
  private final InstantSource clock;
  private final Instant start;
  private final Thread redrawing;

  DrillView(Screen screen, Supplier<Optional<SiteState>> look, InstantSource clock) {
    this.screen = screen;
    this.look = look;
    this.clock = clock;
    this.start = clock.instant();
    this.redrawing = Thread.ofVirtual().name("drill-view").unstarted(this::redraw);
    if (screen.interactive()) {
      redrawing.start();
    }
  }

  /** Shows what happened. */
  void tell(String what) {
    screen.print("%7s  %s".formatted(elapsed(), what));
  }

  private void redraw() {
    try {
      while (true) {
        look.get().ifPresent(state -> screen.redraw(view(state)));
        Thread.sleep(REDRAW_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to end
    }
  }

  private List<String> view(SiteState state) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("  " + elapsed());
    for (Role role : state.layout().roles()) {
      lines.add(
          "  %-14s %s"
              .formatted(
                  role.label(),
                  state.instances().stream()
                      .filter(each -> each.instance().role() == role)
                      .map(DrillView::process)
                      .collect(Collectors.joining("   "))));
    }
    return lines;
  }

  private static String process(InstanceState state) {
    return state.instance().number()
        + " "
        + state.phase().label()
        + (state.restarts() == 0 ? "" : " (started again " + state.restarts() + "x)");
  }

  private String elapsed() {
    return StartProgress.seconds(Duration.between(start, clock.instant()).toMillis());
  }

  @Override
  public void close() {
    redrawing.interrupt();
    try {
      if (screen.interactive()) {
        redrawing.join();
        screen.redraw(List.of());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to end
    }
  }
}
