package io.sitehub.cli.command;

import io.sitehub.cli.drive.TruckDay;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.simulate.Pace;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Launches;
import io.sitehub.cli.site.QuickStart;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.supervise.LocalSite;
import io.sitehub.local.ChildProcess;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code sitehub prepare}: what the build ends with. A small site takes in a few trucks while its
 * JVMs record which classes they need, so that every later start is quick.
 */
@Command(name = "prepare", hidden = true, description = "Record what makes later starts quick.")
public final class PrepareCommand implements Callable<Integer> {
  private static final Duration ASSEMBLY_DEADLINE = Duration.ofMinutes(2);

  /** A short day: what matters is that every kind of work is done once. */
  private static final int TRUCKS = 12;

  @Mixin private SiteOptions options = new SiteOptions();

  @Parameters(paramLabel = "DIR", description = "Where the caches go.")
  private Path caches = Path.of(".");

  @Override
  public Integer call() throws InterruptedException {
    DataDirectory directory = options.usableDirectory();
    Screen screen = options.screen();
    QuickStart.Record recording = new QuickStart.Record(caches.toAbsolutePath());
    SiteState site = drive(directory, recording);
    Launches launches = new Launches(site.layout(), directory, new QuickStart.Off());
    for (Instance instance : site.layout().instances()) {
      screen.print("Preparing quick starts: " + instance.role().label());
      ChildProcess assembly =
          ChildProcess.startTied(recording.assemble(instance.role(), launches.of(instance)));
      if (!assembly.awaitExit(ASSEMBLY_DEADLINE)) {
        assembly.kill();
      }
      int code = assembly.exitCode().orElse(0);
      if (code != 0 || Files.notExists(recording.cache(instance.role()))) {
        throw withoutCaches(
            "no cache for the role %s, exit code %d: %s"
                .formatted(instance.role().label(), code, assembly.logTail(3)));
      }
    }
    return ExitCode.OK.code();
  }

  private static Problem withoutCaches(String why) {
    return new Problem(
        ExitCode.CANNOT_START, why, "nothing has to be done: starts are slower without caches");
  }

  /** Runs the site until all its processes have ended in order; returns what it consisted of. */
  private static SiteState drive(DataDirectory directory, QuickStart recording)
      throws InterruptedException {
    Screen nobody = new Screen(new PrintWriter(Writer.nullWriter()), false);
    LocalSite site =
        LocalSite.start(directory, true, 0, recording, InstantSource.system())
            .orElseThrow(() -> UpCommand.alreadyRuns(directory));
    Stopping.onExit(site, nobody);
    try {
      SiteState ready =
          new StartProgress(nobody, directory)
              .await(() -> Optional.of(site.snapshot()), () -> true);
      LocalDate day = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
      TruckDay.Outcome outcome =
          new TruckDay(
                  nobody,
                  ready.layout(),
                  site::snapshot,
                  SimulationPlan.of(new SimulationSettings(1, day.minusDays(1), 1, TRUCKS)),
                  new Pace.AsFastAsPossible(),
                  directory.terminals(),
                  InstantSource.system())
              .run();
      if (!outcome.good()) {
        throw withoutCaches(
            "the trucks were not taken in: " + String.join("; ", outcome.truth().lines()));
      }
      return ready;
    } finally {
      site.close();
    }
  }
}
