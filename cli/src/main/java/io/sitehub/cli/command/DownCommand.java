package io.sitehub.cli.command;

import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import io.sitehub.cli.supervise.LocalSite;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sitehub down}: stops everything, in order. */
@Command(
    name = "down",
    description = "Stop the site, in order; its data stays.",
    footer = {
      "",
      "Works as well when the supervisor has been killed. Nothing running is no error."
    })
public final class DownCommand implements Callable<Integer> {
  @Mixin private SiteOptions options = new SiteOptions();

  @Override
  public Integer call() throws InterruptedException {
    Screen screen = options.screen();
    DataDirectory directory = options.directory();
    Optional<SiteState> running =
        new StateFile(directory).read().filter(state -> isThere(state, directory));
    if (running.isEmpty()) {
      screen.print("No site runs in " + directory.root() + ".");
    } else if (running.get().supervised()) {
      screen.print("Stopping the site ...");
      stopSupervisor(running.get());
      screen.print("Site stopped.");
    } else {
      screen.print("Nobody supervises this site; stopping its processes ...");
      if (!LocalSite.stopOrphans(directory, running.get(), InstantSource.system())) {
        throw UpCommand.alreadyRuns(directory);
      }
      screen.print("Site stopped.");
    }
    if (options.json()) {
      options.print(Map.of("stopped", running.isPresent()));
    }
    return ExitCode.OK.code();
  }

  private static boolean isThere(SiteState state, DataDirectory directory) {
    return state.supervised() || state.anyAlive(directory);
  }

  /** The supervisor stops its processes in order when it is told to end. */
  private static void stopSupervisor(SiteState state) throws InterruptedException {
    Optional<ProcessHandle> supervisor = ProcessHandle.of(state.supervisorPid());
    if (supervisor.isEmpty()) {
      return;
    }
    supervisor.get().destroy();
    try {
      supervisor.get().onExit().get(Stopping.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Problem(
          ExitCode.FAILED,
          "the supervisor (pid " + state.supervisorPid() + ") does not end",
          "end it with kill -9 " + state.supervisorPid() + " and run ./sitehub down again");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
