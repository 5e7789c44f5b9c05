package io.sitehub.cli.command;

import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.screen.Table;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Follows the start of a site until every process of it is ready, and shows how far it is. */
final class StartProgress {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  private final Screen screen;
  private final DataDirectory directory;
  private final long startNanos = System.nanoTime();
  private final Set<String> told = new HashSet<>();

  StartProgress(Screen screen, DataDirectory directory) {
    this.screen = screen;
    this.directory = directory;
  }

  /**
   * Returns when all is ready that the site needs.
   *
   * @param look what is known now; empty when nothing is yet
   * @param goesOn whether whoever starts it is still there
   * @throws Problem when a process cannot start, the starter has gone, or it takes three minutes
   */
  SiteState await(Supplier<Optional<SiteState>> look, BooleanSupplier goesOn)
      throws InterruptedException {
    return await(look, goesOn, SiteState::ready);
  }

  /** The same until so much is ready. */
  SiteState await(
      Supplier<Optional<SiteState>> look, BooleanSupplier goesOn, Predicate<SiteState> enough)
      throws InterruptedException {
    while (true) {
      boolean present = goesOn.getAsBoolean();
      Optional<SiteState> state = look.get();
      state.ifPresent(this::show);
      if (state.isPresent() && enough.test(state.get())) {
        screen.redraw(List.of());
        screen.print("Site ready after " + seconds(elapsedMs()) + ".");
        return state.get();
      }
      if (state.isPresent() && state.get().failed()) {
        throw failed(state.get());
      }
      if (!present) {
        throw new Problem(
            ExitCode.CANNOT_START, "the supervisor has ended", "read " + directory.supervisorLog());
      }
      if (elapsedMs() > DEADLINE.toMillis()) {
        throw late(state);
      }
      Thread.sleep(POLL);
    }
  }

  /** Where to talk to the site. */
  static List<String> addresses(SiteState state) {
    Table table = new Table("", "");
    table.row("events to", state.layout().addresses(Role.GATEWAY).replace(",", "  "));
    table.row("questions to", state.layout().addresses(Role.KPI_SERVICE).replace(",", "  "));
    table.row("brokers", state.layout().addresses(Role.BROKER).replace(",", "  "));
    table.row("schemas", state.layout().addresses(Role.REGISTRY) + "/apis/ccompat/v7");
    if (!state.layout().of(Role.CONNECT_WORKER).isEmpty()) {
      table.row("connectors", state.layout().addresses(Role.CONNECT_WORKER).replace(",", "  "));
    }
    List<String> lines = table.lines();
    return lines.subList(1, lines.size()).stream().map(line -> "  " + line).toList();
  }

  private void show(SiteState state) {
    for (InstanceState instance : state.instances()) {
      String name = instance.instance().name();
      if (instance.phase() == Phase.READY && told.add(name)) {
        screen.print(
            "  %-16s ready after %6s   %s"
                .formatted(name, seconds(elapsedMs()), instance.instance().address()));
      }
      if (instance.phase() == Phase.RESTARTING && told.add(name + instance.restarts())) {
        screen.print("  %-16s %s; starting it again".formatted(name, instance.detail()));
      }
    }
    screen.redraw(List.of("  " + seconds(elapsedMs()) + "  " + underWay(state)));
  }

  private static String underWay(SiteState state) {
    List<String> parts = new ArrayList<>();
    for (Phase phase : List.of(Phase.STARTING, Phase.RESTARTING, Phase.UNREADY, Phase.WAITING)) {
      String names =
          state.instances().stream()
              .filter(instance -> instance.phase() == phase)
              .map(instance -> instance.instance().name())
              .collect(Collectors.joining(", "));
      if (!names.isEmpty()) {
        parts.add(phase.label() + ": " + names);
      }
    }
    return String.join("; ", parts);
  }

  private Problem failed(SiteState state) {
    InstanceState culprit =
        state.instances().stream()
            .filter(instance -> instance.phase() == Phase.FAILED)
            .findFirst()
            .orElseThrow();
    return new Problem(
        ExitCode.CANNOT_START,
        culprit.instance().name() + " cannot start: " + culprit.detail(),
        "read " + directory.log(culprit.instance()));
  }

  private Problem late(Optional<SiteState> state) {
    return new Problem(
        ExitCode.CANNOT_START,
        "not ready after "
            + DEADLINE.toSeconds()
            + " s; "
            + state.map(StartProgress::underWay).orElse("nothing was started"),
        "read the logs with ./sitehub logs; stop what runs with ./sitehub down");
  }

  private long elapsedMs() {
    return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
  }

  static String seconds(long ms) {
    return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
  }
}
