package io.sitehub.cli.command;

import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.supervise.LocalSite;
import java.util.List;
import java.util.stream.Collectors;

/** The way out: whatever ends this process first ends its site, in order, and says so. */
final class Stopping {
  private static final long POLL_MS = 100;

  private Stopping() {}

  /** Ends the site when this JVM exits, for whatever reason. */
  static void onExit(LocalSite site, Screen screen) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  screen.keep();
                  screen.print("Stopping the site ...");
                  long startNanos = System.nanoTime();
                  Thread stopper = Thread.ofPlatform().start(site::close);
                  while (stopper.isAlive()) {
                    screen.redraw(List.of("  stopping: " + stillThere(site)));
                    sleep();
                  }
                  long tookMs = (System.nanoTime() - startNanos) / 1_000_000;
                  screen.print("Site stopped after " + StartProgress.seconds(tookMs) + ".");
                },
                "stop-site"));
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
