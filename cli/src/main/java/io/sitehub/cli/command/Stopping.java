package io.sitehub.cli.command;

import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.supervise.LocalSite;
import io.sitehub.local.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The way out: whatever ends this process first ends its site, in order, and says so. */
final class Stopping {
  /** More than the four groups of a site take that each need all the time they are given. */
  static final Duration DEADLINE = Duration.ofSeconds(100);

  private static final long POLL_MS = 100;

  private Stopping() {}

  /** Ends the site when this JVM exits, for whatever reason; from then on nobody else writes. */
  static void onExit(LocalSite site, Screen screen) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(site, screen), "stop-site"));
  }

  /**
   * Ends a supervisor in another process when this JVM exits.
   *
   * @return to be {@linkplain Runtime#removeShutdownHook removed} once it may live on
   */
  static Thread onExit(ChildProcess supervisor, Screen screen) {
    Thread hook = new Thread(() -> stop(supervisor, screen.takeOver()), "stop-supervisor");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  /** Ends a supervisor, which first ends its site in order; returns when it is gone. */
  static void stop(ChildProcess supervisor, Screen screen) {
    if (supervisor.alive()) {
      screen.print("Stopping what was started ...");
      supervisor.stop(DEADLINE);
      screen.print("Stopped.");
    }
  }

  private static void stop(LocalSite site, Screen taken) {
    Screen screen = taken.takeOver();
    screen.print("Stopping the site ...");
    long startNanos = System.nanoTime();
    Thread stopper = Thread.ofPlatform().start(site::close);
    while (stopper.isAlive()) {
      screen.redraw(List.of("  stopping: " + stillThere(site)));
      sleep();
    }
    long tookMs = (System.nanoTime() - startNanos) / 1_000_000;
    screen.print("Site stopped after " + StartProgress.seconds(tookMs) + ".");
  }

  private static String stillThere(LocalSite site) {
    return site.snapshot().instances().stream()
        .filter(state -> state.phase() != Phase.STOPPED)
        .map(InstanceState::instance)
        .map(instance -> instance.name())
        .collect(Collectors.joining(", "));
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
