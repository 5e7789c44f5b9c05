package io.sitehub.cli.command;

import io.sitehub.cli.drive.SimulatedDays;
import io.sitehub.cli.drive.TruckDay;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sitehub simulate}: a day of trucks for the site that runs. */
@Command(
    name = "simulate",
    description = "Drive a simulated day through the site that runs, and check the result.",
    footer = {
      "",
      "Each run is another day, unless --day says which. A run with the same day, seed, sites and",
      "trucks again changes nothing, because every event is known already; with another seed or",
      "other trucks it would mix with the first, and KPIs would not match."
    })
public final class SimulateCommand implements Callable<Integer> {
  @Mixin private SiteOptions options = new SiteOptions();
  @Mixin private DriveOptions drive = new DriveOptions();

  @Option(
      names = "--day",
      paramLabel = "YYYY-MM-DD",
      description = "The day, in UTC; before today (default: one never used here).")
  private @Nullable LocalDate day;

  @Override
  public Integer call() throws InterruptedException {
    SiteState site = options.site();
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    LocalDate chosen = choose(today);
    StateFile file = new StateFile(options.directory());
    TruckDay.Outcome outcome =
        new TruckDay(
                options.screen(),
                site.layout(),
                () -> file.read().orElse(site),
                SimulationPlan.of(
                    new SimulationSettings(drive.seed(), chosen, drive.sites(), drive.trucks())),
                drive.pace(),
                options.directory().terminals(),
                InstantSource.system())
            .run();
    DriveReport.questions(options, chosen).forEach(options.screen()::print);
    if (options.json()) {
      options.print(DriveReport.of(outcome));
    }
    return (outcome.good() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private LocalDate choose(LocalDate today) {
    SimulatedDays days = new SimulatedDays(options.directory());
    if (day == null) {
      return days.next(today);
    }
    if (!day.isBefore(today)) {
      throw new Problem(
          ExitCode.USAGE,
          "--day " + day + " is not over yet, and a gateway refuses events from the future",
          "choose a day before " + today);
    }
    days.use(day);
    return day;
  }
}
