package io.sitehub.cli.command;

import io.sitehub.cli.drive.SimulatedDays;
import io.sitehub.cli.drive.TruckDay;
import io.sitehub.cli.erp.ErpStatus;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.ErpAccess;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import io.sitehub.cli.supervise.LocalSite;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sitehub demo}: a whole site and a day of trucks. */
@Command(
    name = "demo",
    description = "Start a whole site, drive a day of trucks through it, check the result.",
    footer = {
      "",
      "Uses the site that runs, if one does. Each run simulates another day, from yesterday",
      "backwards. Ends with a comparison of what the site answers with what truly happened (see",
      "cli/README.md); exit code 1 if anything differs. Then the site goes on until Ctrl-C, unless --exit."
    })
public final class DemoCommand implements Callable<Integer> {
  @Mixin private SiteOptions options = new SiteOptions();
  @Mixin private StartOptions start = new StartOptions();
  @Mixin private DriveOptions drive = new DriveOptions();

  @Option(names = "--exit", description = "End after the check. --json does, too.")
  private boolean exit;

  @Override
  public Integer call() throws InterruptedException {
    Screen screen = options.screen();
    DataDirectory directory = options.usableDirectory();
    Optional<LocalSite> own = start.start(directory);
    own.ifPresent(site -> Stopping.onExit(site, screen));
    Supplier<Optional<SiteState>> look =
        own.<Supplier<Optional<SiteState>>>map(site -> () -> Optional.of(site.snapshot()))
            .orElse(new StateFile(directory)::read);
    screen.print(own.isPresent() ? "Starting a site ..." : "Using the site that runs.");
    SiteState ready = new StartProgress(screen, directory).await(look, () -> true);
    StartProgress.addresses(ready).forEach(screen::print);

    SimulationSettings settings = settings(directory);
    TruckDay.Outcome outcome =
        new TruckDay(
                screen,
                ready.layout(),
                () -> look.get().orElse(ready),
                SimulationPlan.of(settings),
                drive.pace(),
                directory.terminals(),
                InstantSource.system())
            .run();
    report(outcome, screen);
    if (!ready.layout().of(Role.CONNECT_WORKER).isEmpty()) {
      ErpAccess access = ErpAccess.read(directory.erpAccess());
      screen.print(ErpStatus.of(ready.layout(), access).summary());
    }
    DriveReport.questions(options, settings.day()).forEach(screen::print);
    ExitCode code = outcome.good() ? ExitCode.OK : ExitCode.FAILED;
    if (own.isPresent() && !exit && !options.json()) {
      screen.print("");
      screen.print("The site goes on; ask it in another terminal.");
      StartProgress.addresses(ready).forEach(screen::print);
      screen.print("Ctrl-C stops it.");
      new CountDownLatch(1).await();
    }
    return code.code();
  }

  private SimulationSettings settings(DataDirectory directory) {
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    LocalDate day = new SimulatedDays(directory).next(today);
    return new SimulationSettings(drive.seed(), day, drive.sites(), drive.trucks());
  }

  private static String sinceTyped(Instant visible) {
    Instant typed = ProcessHandle.current().info().startInstant().orElse(visible);
    long tookMs = Duration.between(typed, visible).toMillis();
    return StartProgress.seconds(tookMs) + " after this command began";
  }

  private void report(TruckDay.Outcome outcome, Screen screen) {
    screen.print(
        "The first truck was visible to a query: "
            + outcome.firstVisible().map(DemoCommand::sinceTyped).orElse("never")
            + ".");
    if (options.json()) {
      options.print(DriveReport.of(outcome));
    }
  }
}
