package io.sitehub.bench;

import io.sitehub.bench.erp.ErpBenchmark;
import io.sitehub.bench.failover.FailoverBenchmark;
import io.sitehub.bench.failover.Fault;
import io.sitehub.bench.failover.SupervisedGround;
import io.sitehub.bench.measure.BackfillBenchmark;
import io.sitehub.bench.measure.Effort;
import io.sitehub.bench.measure.GatewayBenchmark;
import io.sitehub.bench.measure.Progress;
import io.sitehub.bench.measure.TopologyBenchmark;
import io.sitehub.bench.measure.VisibleBenchmark;
import io.sitehub.bench.report.Report;
import io.sitehub.bench.report.Row;
import io.sitehub.bench.site.BenchSite;
import io.sitehub.bench.site.Ground;
import io.sitehub.cli.site.Fitting;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.model.topic.Replication;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code benchmarks/run} command. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    description = "Measures Sitehub beside the raw limit of this machine and prints tables.")
public final class Benchmarks implements Callable<Integer> {

  /** What can be measured by itself. */
  enum Part {
    /** Events a second and latency of a gateway. */
    GATEWAY,
    /** From POST to visible in a query. */
    VISIBLE,
    /** Latency of the query API. */
    QUERY,
    /** Events a second of the topology. */
    TOPOLOGY,
    /** Visits a second when a KPI is computed anew. */
    BACKFILL,
    /** Tickets into an ERP's database. */
    ERP,
    /** What users notice when a process is killed, stopped or frozen. */
    FAILOVER
  }

  /** What a service can do that is not one of ten on the same machine. */
  private static final Fitting BOTH_COMPILERS =
      (instance, usual) ->
          instance.role() == Role.PROCESSOR
              ? usual.withJvmArgs(List.of("-XX:TieredStopAtLevel=4"))
              : usual;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description =
          "Only these of: gateway, visible, query, topology, backfill, erp, failover."
              + " Default: all but failover.")
  private Set<Part> only = EnumSet.complementOf(EnumSet.of(Part.FAILOVER));

  @Option(names = "--rounds", description = "Rounds; the median counts. Default: 3.")
  private int rounds = 3;

  @Option(
      names = "--seconds",
      description = "Seconds a figure is measured in a round. Default: 10.")
  private int seconds = 10;

  @Option(names = "--warm-up", description = "Seconds the same load runs before. Default: 3.")
  private int warmUpSeconds = 3;

  @Option(
      names = "--trucks",
      description =
          "Trucks a site in the log of the topology part. Default: 700, some 450,000 events.")
  private int trucksPerSite = 700;

  @Option(
      names = "--days",
      description = "Days of 500 trucks at the site of the backfill part. Default: 40.")
  private int days = 40;

  @Option(
      names = "--kills",
      description =
          "How often each fault of the failover part is measured. Default: 10, some 40 minutes.")
  private int kills = 10;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "FAULT",
      converter = FaultWord.class,
      description = "Only these faults of the failover part. Default: all.")
  private Set<Fault> faults = EnumSet.allOf(Fault.class);

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Empty directory for data and logs, which are kept. Default: a temporary one.")
  private @Nullable Path keep;

  private final PrintStream out;

  private Benchmarks(PrintStream out) {
    this.out = out;
  }

  /** Exits with 0 if everything was measured. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(
        new CommandLine(new Benchmarks(out))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Effort effort =
        new Effort(rounds, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUpSeconds));
    Progress progress = new Progress(out);
    Path directory = keep == null ? Files.createTempDirectory("sitehub-bench") : keep;
    List<Row> rows = new ArrayList<>();
    try {
      if (only.contains(Part.GATEWAY)) {
        try (BenchSite site =
            start(directory.resolve("gateway"), Replication.REDUNDANT, BOTH_COMPILERS, progress)) {
          rows.addAll(new GatewayBenchmark(site, effort, progress).run());
        }
      }
      if (only.contains(Part.VISIBLE) || only.contains(Part.QUERY)) {
        try (BenchSite site =
            start(directory.resolve("visible"), Replication.REDUNDANT, BOTH_COMPILERS, progress)) {
          rows.addAll(
              new VisibleBenchmark(site, effort, progress)
                  .run(only.contains(Part.VISIBLE), only.contains(Part.QUERY)));
        }
      }
      if (only.contains(Part.TOPOLOGY)) {
        try (BenchSite site =
            start(directory.resolve("topology"), Replication.REDUNDANT, BOTH_COMPILERS, progress)) {
          rows.addAll(new TopologyBenchmark(site, effort, progress, trucksPerSite).run());
        }
      }
      if (only.contains(Part.BACKFILL)) {
        try (BenchSite site =
            start(directory.resolve("backfill"), Replication.REDUNDANT, BOTH_COMPILERS, progress)) {
          rows.addAll(new BackfillBenchmark(site, effort, progress, days).run());
        }
      }
      if (only.contains(Part.ERP)) {
        try (BenchSite site =
            start(directory.resolve("erp"), Replication.REDUNDANT, BOTH_COMPILERS, progress)) {
          rows.addAll(new ErpBenchmark(site, effort, progress).run());
        }
      }
      if (only.contains(Part.FAILOVER)) {
        rows.addAll(failover(directory, progress));
      }
    } finally {
      if (keep == null) {
        delete(directory);
      }
    }
    Report report = new Report(conditions(), rows);
    out.println();
    out.print(report.toMarkdown());
    if (json != null) {
      Files.writeString(json, report.toJson().toPrettyString() + "\n");
    }
    return 0;
  }

  private List<Row> failover(Path directory, Progress progress) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    List<Fault> unsupervised = faults.stream().filter(each -> !each.needsSupervisor()).toList();
    if (!unsupervised.isEmpty()) {
      Replication asUpHasIt = SiteLayout.of(false, 0).replication();
      try (BenchSite site =
          start(directory.resolve("failover"), asUpHasIt, Fitting.USUAL, progress)) {
        site.start(Role.GATEWAY, 2);
        site.start(Role.PROCESSOR, 2);
        site.start(Role.KPI_SERVICE, 2);
        rows.addAll(failover(site, progress).run(unsupervised));
      }
    }
    List<Fault> supervised = faults.stream().filter(Fault::needsSupervisor).toList();
    if (!supervised.isEmpty()) {
      progress.say("starting a supervised site");
      try (SupervisedGround site = SupervisedGround.start(directory.resolve("supervised"))) {
        rows.addAll(failover(site, progress).run(supervised));
      }
    }
    return rows;
  }

  private FailoverBenchmark failover(Ground ground, Progress progress) {
    return new FailoverBenchmark(ground, kills, InstantSource.system(), progress);
  }

  /** Reads a fault as it is written on the command line. */
  private static final class FaultWord implements CommandLine.ITypeConverter<Fault> {
    @Override
    public Fault convert(String word) {
      try {
        return Fault.of(word);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  private static BenchSite start(
      Path directory, Replication replication, Fitting fitting, Progress progress)
      throws InterruptedException {
    progress.say("starting three brokers and a registry in %s", directory);
    return BenchSite.start(directory, replication, fitting);
  }

  private List<String> conditions() {
    Runtime runtime = Runtime.getRuntime();
    return List.of(
        String.format(
            Locale.ROOT,
            "median of %d rounds of %d s, after %d s of the same load",
            rounds,
            seconds,
            warmUpSeconds),
        "%d processors for everything: brokers, services, load generator"
            .formatted(runtime.availableProcessors()),
        "Java " + Runtime.version() + ", 3 brokers, 3 replicas, 2 in sync");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
