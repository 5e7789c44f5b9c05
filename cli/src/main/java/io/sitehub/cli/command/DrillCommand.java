package io.sitehub.cli.command;

import io.sitehub.cli.drill.Drill;
import io.sitehub.cli.drill.DrillArchive;
import io.sitehub.cli.drill.DrillSettings;
import io.sitehub.cli.drill.evidence.LogReader;
import io.sitehub.cli.drill.ground.Ground;
import io.sitehub.cli.drill.plan.FaultChoice;
import io.sitehub.cli.drill.plan.FaultPlan;
import io.sitehub.cli.drill.plan.PlanMaker;
import io.sitehub.cli.drill.plan.PlannedFault;
import io.sitehub.cli.drill.report.Against;
import io.sitehub.cli.drill.report.DrillReport;
import io.sitehub.cli.drill.report.HtmlPage;
import io.sitehub.cli.drill.report.PastDrill;
import io.sitehub.cli.drive.SimulatedDays;
import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.screen.Screen;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code sitehub drill}: harms the site that runs, under traffic, and proves that nothing is lost.
 */
@Command(
    name = "drill",
    description = "Do faults to the site that runs, under traffic, and judge what came of it.",
    footer = {
      "",
      "Faults are kill, terminate, freeze, kill-before-answer and clock-jump; with a role behind",
      "it (kill-broker, freeze-processor) only that. Events of simulated trucks stay in the data.",
      "Exit code 0 when all invariants hold, 1 when not, 3 without a site."
    })
public final class DrillCommand implements Callable<Integer> {
  private static final Duration WARM_UP_WITHIN = Duration.ofSeconds(90);
  private static final Duration CALM_BEFORE = Duration.ofSeconds(120);

  /** Events of a drill are compared one by one with an oracle, in memory. */
  private static final long MOST_EVENTS = 100_000;

  /** A fault waits for the one before it, so a drill takes longer than its plan says. */
  private static final int SLACK = 2;

  private static final int EVENTS_OF_A_TRUCK = 12;
  private static final int LEAST_TRUCKS = 12;
  private static final Duration CALM = Duration.ofSeconds(30);

  @Mixin private SiteOptions options = new SiteOptions();
  @Mixin private CheckOptions check = new CheckOptions();

  @ArgGroup private @Nullable Which which;

  /** At most one of these. */
  static final class Which {
    @Option(
        names = "--faults",
        split = ",",
        paramLabel = "FAULT",
        description = "Only these, separated by commas (default: each that is possible).")
    private @Nullable List<String> faults;

    @Option(
        names = "--plan",
        paramLabel = "FILE",
        description = "What this plan says; each drill keeps its own as plan.txt.")
    private @Nullable Path plan;
  }

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same faults and trucks (default: any).")
  private @Nullable Long seed;

  @Option(
      names = "--times",
      converter = WholeNumber.Times.class,
      paramLabel = "N",
      defaultValue = "1",
      description = "Each fault so often; medians are shown (default: ${DEFAULT-VALUE}).")
  private int times;

  @Option(
      names = "--every",
      converter = WholeNumber.Seconds.class,
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "From one fault to the next, at least (default: ${DEFAULT-VALUE}).")
  private int everySeconds;

  @Option(
      names = "--rate",
      converter = EventsPerSecond.class,
      paramLabel = "N",
      defaultValue = "30",
      description = "So many events a second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--yes", description = "Do not ask whether it is meant.")
  private boolean yes;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the report as a page, too.")
  private @Nullable Path html;

  @Override
  public Integer call() throws InterruptedException {
    if (check.wanted()) {
      return check.run(options);
    }
    InstantSource clock = InstantSource.system();
    Screen screen = options.screen();
    SiteState site = harmable(options.site());
    FaultPlan plan = plan(site.layout(), clock);
    long events = Math.round(rate * SLACK * length(plan).toSeconds());
    requireRoom(site, events);
    if (!yes) {
      Consent.atTerminal().require(what(plan, events));
    }
    DrillArchive archive = new DrillArchive(options.directory());
    Optional<PastDrill> last = archive.last();
    Path drill = archive.begin(clock.instant(), plan);
    Against against = new Against(run(plan, events, drill, screen, clock), last);
    Path kept = archive.keep(drill, against.report());
    against.lines().forEach(screen::print);
    screen.print("Report in " + kept + ", ledger and plan in " + drill);
    if (html != null) {
      write(html, new HtmlPage(against).html());
      screen.print("Page in " + html.toAbsolutePath());
    }
    if (options.json()) {
      options.print(against.toJson());
    }
    return (against.report().passed() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  /** A site that is whole, and that somebody makes whole again. */
  private SiteState harmable(SiteState site) {
    if (!site.supervised()) {
      throw new Problem(
          ExitCode.FAILED,
          "nobody supervises this site: what a drill kills would stay dead",
          "take it over with " + options.command("up --detach"));
    }
    if (!site.ready()) {
      throw new Problem(
          ExitCode.FAILED,
          "not all of the site is ready, and a drill on top would be a second failure",
          "see what is not with " + options.command("status"));
    }
    return site;
  }

  private FaultPlan plan(SiteLayout layout, InstantSource clock) {
    PlanMaker maker = new PlanMaker(layout, Ground.SHARED);
    long chosen = seed == null ? clock.millis() % 1_000_000 : seed;
    try {
      FaultPlan plan;
      if (which != null && which.plan != null) {
        plan = maker.fitting(FaultPlan.of(Files.readString(which.plan)));
      } else {
        List<String> faults = which == null || which.faults == null ? List.of() : which.faults;
        plan =
            maker.chosen(
                chosen,
                faults.stream().map(FaultChoice::of).toList(),
                times,
                Duration.ofSeconds(everySeconds));
      }
      if (plan.faults().isEmpty()) {
        throw new IllegalArgumentException("the plan has no fault");
      }
      return plan;
    } catch (IllegalArgumentException e) {
      throw new Problem(
          ExitCode.USAGE,
          String.valueOf(e.getMessage()),
          "see which faults there are with ./sitehub drill --help");
    } catch (IOException e) {
      throw new Problem(ExitCode.USAGE, "the plan cannot be read: " + e, "name a file with a plan");
    }
  }

  private static Duration length(FaultPlan plan) {
    PlannedFault last = plan.faults().getLast();
    return last.at().plus(last.lasts()).plus(CALM);
  }

  private void requireRoom(SiteState site, long events) {
    SiteLayout layout = site.layout();
    long known =
        new LogReader(layout.bootstrapServers(), layout.registry(options.directory()).url()).size();
    if (known + events > MOST_EVENTS) {
      throw new Problem(
          ExitCode.USAGE,
          "%,d events are in the log and up to %,d would be added; a drill compares at most %,d"
              .formatted(known, events, MOST_EVENTS),
          "use fewer --times or a lower --rate, or another site with --data DIR");
    }
  }

  private List<String> what(FaultPlan plan, long events) {
    List<String> lines = new ArrayList<>();
    lines.add("This will harm the site in " + options.directory().root() + ":");
    plan.faults().forEach(fault -> lines.add("  " + fault.text()));
    lines.add(
        "and add up to %,d events of simulated trucks, which stay; it takes %d s or longer."
            .formatted(events, length(plan).toSeconds()));
    return lines;
  }

  private DrillReport run(
      FaultPlan plan, long events, Path drill, Screen screen, InstantSource clock)
      throws InterruptedException {
    DataDirectory directory = options.directory();
    Instant start = clock.instant();
    DrillSettings settings =
        new DrillSettings(
            directory,
            Ground.SHARED,
            plan,
            day(plan.seed(), events, start),
            rate,
            Long.toString(start.toEpochMilli(), 36),
            drill.resolve("ledger.jsonl"),
            WARM_UP_WITHIN,
            CALM_BEFORE);
    screen.print("Drill of " + plan.faults().size() + " faults, seed " + plan.seed() + ".");
    try (DrillView view = new DrillView(screen, new StateFile(directory)::read, clock)) {
      return new Drill(settings, clock, view::tell).run();
    } catch (IOException e) {
      throw new Problem(
          ExitCode.FAILED,
          "the site is not back, so what is in it cannot be judged: " + e.getMessage(),
          "see " + options.command("status") + "; what was done is in " + drill);
    }
  }

  /** Trucks enough, on a day that no run here has used; warming up uses the day before it. */
  private SimulationPlan day(long planSeed, long events, Instant now) {
    SimulatedDays days = new SimulatedDays(options.directory());
    LocalDate day = days.next(LocalDate.ofInstant(now, ZoneOffset.UTC));
    days.use(day.minusDays(1));
    long trucks =
        Math.clamp(
            events / (EVENTS_OF_A_TRUCK * SimulationSettings.DEFAULT_SITES) + 1,
            LEAST_TRUCKS,
            SimulationSettings.MAX_TRUCKS_PER_SITE);
    return SimulationPlan.of(
        new SimulationSettings(planSeed, day, SimulationSettings.DEFAULT_SITES, (int) trucks));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
