package io.sitehub.cli.command;

import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.QuickStart;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import io.sitehub.cli.supervise.LocalSite;
import io.sitehub.local.ChildProcess;
import io.sitehub.local.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sitehub up}: starts a whole site and looks after it. */
@Command(
    name = "up",
    description = "Start a whole site and look after it until Ctrl-C.",
    footer = {
      "",
      "Every part is a process of its own: 3 brokers, the schema registry, 2 gateways, 2",
      "processors, 2 kpi-services, 2 workers of Kafka Connect and a PostgreSQL that stands for the",
      "ERP's. What dies is started again. A second start continues with the same data. If this",
      "command is killed, the site goes on; up takes it over again."
    })
public final class UpCommand implements Callable<Integer> {
  @Mixin private SiteOptions options = new SiteOptions();
  @Mixin private StartOptions start = new StartOptions();

  @Option(names = "--detach", description = "Return when all is ready; the site goes on.")
  private boolean detach;

  @Override
  public Integer call() throws InterruptedException {
    return detach ? startDetached() : superviseHere();
  }

  private int superviseHere() throws InterruptedException {
    Screen screen = options.screen();
    DataDirectory directory = options.usableDirectory();
    LocalSite site = start.start(directory).orElseThrow(() -> alreadyRuns(directory));
    Stopping.onExit(site, screen);
    SiteState ready =
        new StartProgress(screen, directory)
            .await(() -> Optional.of(site.snapshot()), () -> true, SiteState::whole);
    report(ready, screen);
    screen.print("Ctrl-C stops the site.");
    new CountDownLatch(1).await();
    return ExitCode.OK.code();
  }

  /** A second process like this one supervises; this one only watches it start. */
  private int startDetached() throws InterruptedException {
    Screen screen = options.screen();
    DataDirectory directory = options.usableDirectory();
    StateFile file = new StateFile(directory);
    if (file.read().filter(SiteState::supervised).isPresent()) {
      throw alreadyRuns(directory);
    }
    List<String> args = new ArrayList<>(List.of("up", "--data", directory.root().toString()));
    args.addAll(start.asArguments());
    ChildProcess supervisor =
        ChildProcess.start(
            new Launch(
                "supervisor",
                Launch.sameJava(),
                List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx96m",
                    QuickStart.handedOn()),
                Launch.sameClasspath(),
                "io.sitehub.cli.Sitehub",
                args,
                Map.of(),
                directory.root().resolve("logs/up.log")));
    Thread ending = Stopping.onExit(supervisor, screen);
    try {
      SiteState ready =
          new StartProgress(screen, directory)
              .await(
                  () -> file.read().filter(state -> state.supervisorPid() == supervisor.pid()),
                  supervisor::alive,
                  SiteState::whole);
      Runtime.getRuntime().removeShutdownHook(ending);
      report(ready, screen);
      return ExitCode.OK.code();
    } catch (Problem e) {
      String said = supervisor.alive() ? "" : supervisor.logTail(2).strip();
      Stopping.stop(supervisor, screen);
      throw said.isEmpty() ? e : new Problem(e.exitCode(), said, e.remedy());
    }
  }

  private void report(SiteState state, Screen screen) {
    StartProgress.addresses(state).forEach(screen::print);
    if (options.json()) {
      options.print(StatusRow.of(state));
    }
  }

  static Problem alreadyRuns(DataDirectory directory) {
    return new Problem(
        ExitCode.CANNOT_START,
        "a site already runs in " + directory.root(),
        "look at it with ./sitehub status, stop it with ./sitehub down, or start another one with"
            + " --data DIR --base-port N");
  }
}
