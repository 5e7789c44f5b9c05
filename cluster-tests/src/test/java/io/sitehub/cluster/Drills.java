package io.sitehub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.cli.drill.Drill;
import io.sitehub.cli.drill.DrillSettings;
import io.sitehub.cli.drill.plan.FaultPlan;
import io.sitehub.cli.drill.report.DrillReport;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** Does drills in tests: seeded, told step by step, and told how to do again when one fails. */
final class Drills {
  /** The property by which a drill is done again. */
  private static final String SEED = "sitehub.seed";

  /** A file with a plan, to be done instead of the seed's. */
  private static final String PLAN = "sitehub.plan";

  /** Events a second, where a machine is too small, or too large, for the usual. */
  private static final String RATE = "sitehub.rate";

  private static final int EVENTS_OF_A_TRUCK = 12;
  private static final int SITES = 3;
  private static final Duration WARM_UP_WITHIN = Duration.ofSeconds(25);
  private static final Duration CALM_BEFORE = Duration.ofSeconds(120);

  private Drills() {}

  /** The seed from the command line, or any. */
  static long seed() {
    return Long.getLong(SEED, new Random().nextInt(1_000_000));
  }

  /** The plan from the command line, or this one. */
  static FaultPlan orGiven(FaultPlan made) throws IOException {
    String file = System.getProperty(PLAN, "");
    return file.isEmpty() ? made : FaultPlan.of(Files.readString(Path.of(file)));
  }

  /** A day with enough trucks to publish so many events. */
  static SimulationPlan day(long seed, long events) {
    LocalDate yesterday =
        LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC).minusDays(1);
    long trucks = Math.clamp(events / (EVENTS_OF_A_TRUCK * SITES) + 1, 12, 5_000);
    return SimulationPlan.of(new SimulationSettings(seed, yesterday, SITES, (int) trucks));
  }

  /**
   * Does a drill, which must violate nothing and leave out nothing.
   *
   * @param test its name, by which it is done again
   */
  static DrillReport pass(
      String test, FaultSite site, FaultPlan plan, double usualRate, Duration atLeast)
      throws IOException, InterruptedException {
    double eventsPerSecond = Double.parseDouble(System.getProperty(RATE, "" + usualRate));
    Path results = site.directory().root().resolveSibling(test + "-results");
    Files.createDirectories(results);
    Path planFile = Files.writeString(results.resolve("plan.txt"), plan.text() + "\n");
    System.out.println(plan.text());
    Instant start = InstantSource.system().instant();
    DrillReport report =
        new Drill(
                new DrillSettings(
                    site.directory(),
                    site.ground(),
                    plan,
                    day(plan.seed(), (long) (eventsPerSecond * atLeast.toSeconds() * 2)),
                    eventsPerSecond,
                    Long.toString(start.toEpochMilli(), 36),
                    results.resolve("ledger.jsonl"),
                    WARM_UP_WITHIN,
                    CALM_BEFORE),
                InstantSource.system(),
                what ->
                    System.out.printf(
                        "%6.1f s  %s%n",
                        Duration.between(start, InstantSource.system().instant()).toMillis() / 1e3,
                        what))
            .run();
    Files.writeString(results.resolve("report.json"), report.toJson().toPrettyString());
    Files.write(results.resolve("report.txt"), report.lines());
    List<String> lines = report.lines();
    lines.forEach(System.out::println);
    assertThat(report.passed() && report.skipped().isEmpty())
        .as(
            """
            seed %d, plan in %s, ledger and report beside it, logs in %s
            again: mvn -pl cluster-tests -am verify -Dit.test=%s -D%s=%d -D%s=%s \
            -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
            -Dfailsafe.failIfNoSpecifiedTests=false
            %s
            """,
            plan.seed(),
            planFile,
            site.logs(),
            test,
            SEED,
            plan.seed(),
            PLAN,
            planFile,
            String.join("\n", lines.subList(0, Math.min(lines.size(), 60))))
        .isTrue();
    return report;
  }
}
