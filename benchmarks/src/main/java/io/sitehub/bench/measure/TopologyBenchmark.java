package io.sitehub.bench.measure;

import io.sitehub.bench.report.Row;
import io.sitehub.bench.site.BenchSite;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.site.Role;
import io.sitehub.local.ChildProcess;
import io.sitehub.local.Launch;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How fast the production topology works through a log of simulated days, beside a topology that
 * only keeps and hands on each record: both exactly once, on the same brokers, with the same
 * settings, one instance with two threads, from the beginning of the same log.
 */
public final class TopologyBenchmark {
  private static final String PART = "topology";
  private static final String OUT_TOPIC = "bench.pass-through";
  private static final int THREADS = 2;
  private static final int SITES = 48;
  private static final LocalDate DAY = LocalDate.of(2026, 1, 13);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final long POLL_MS = 100;

  private final BenchSite site;
  private final Effort effort;
  private final Progress progress;
  private final int trucksPerSite;

  /**
   * @param trucksPerSite decides how long the log gets: about 13 events a truck, 48 sites
   */
  public TopologyBenchmark(BenchSite site, Effort effort, Progress progress, int trucksPerSite) {
    this.site = site;
    this.effort = effort;
    this.progress = progress;
    this.trucksPerSite = trucksPerSite;
  }

  /** Fills the log and runs all rounds. */
  public List<Row> run() throws InterruptedException {
    site.createTopic(OUT_TOPIC);
    SimulationPlan plan = SimulationPlan.of(new SimulationSettings(5, DAY, SITES, trucksPerSite));
    OwnKpis.define(
        plan.sites().stream().map(each -> each.profile().siteId()).toList(),
        List.of(OwnKpis.loads(), OwnKpis.slow(45)),
        site);
    progress.say("topology: a log of %d events", SiteLog.fill(plan, site));
    List<Map<String, Double>> production = new ArrayList<>();
    List<Map<String, Double>> passThrough = new ArrayList<>();
    for (int round = 1; round <= effort.rounds(); round++) {
      Measured raw = passThrough(round);
      Measured own = production(round);
      passThrough.add(raw.figures());
      Map<String, Double> figures = own.figures();
      double percent = 100 * own.eventsPerSecond() / raw.eventsPerSecond();
      figures.put("% of pass-through", percent);
      production.add(figures);
      progress.say(
          "topology: round %d, %.0f events/s, pass-through %.0f, %.0f%%",
          round, own.eventsPerSecond(), raw.eventsPerSecond(), percent);
    }
    return List.of(
        Row.median(PART, "pass-through, exactly once, one store", passThrough, ""),
        Row.median(PART, "production topology", production, ""));
  }

  /**
   * What a topology did.
   *
   * @param processorMicros processor time of its process for an event, all threads included
   * @param brokerMicros that of the brokers
   */
  private record Measured(double eventsPerSecond, double processorMicros, double brokerMicros) {

    private Map<String, Double> figures() {
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("events/s", eventsPerSecond);
      figures.put("own CPU µs/event", processorMicros);
      figures.put("brokers' CPU µs/event", brokerMicros);
      return figures;
    }
  }

  private Measured production(int round) throws InterruptedException {
    String application = "bench-processors-" + round;
    Map<String, String> settings =
        Map.of(
            "application.id",
            application,
            "streams.threads",
            Integer.toString(THREADS),
            "streams.standbys",
            "0",
            "state.dir",
            site.directory().resolve(application).toString());
    site.start(Role.PROCESSOR, 1, settings);
    try {
      return measure(application, () -> site.cpuTime(Role.PROCESSOR));
    } finally {
      site.stop(Role.PROCESSOR);
    }
  }

  private Measured passThrough(int round) throws InterruptedException {
    String application = "bench-pass-through-" + round;
    Path state = site.directory().resolve(application);
    Launch launch =
        new Launch(
            application,
            Launch.sameJava(),
            List.of(
                "-XX:+UseSerialGC",
                "-Xms160m",
                "-Xmx320m",
                "-Xmn96m",
                "--enable-native-access=ALL-UNNAMED"),
            Launch.sameClasspath(),
            PassThrough.class.getName(),
            List.of(
                application,
                site.bootstrapServers(),
                TopicCatalogue.EVENTS.name(),
                OUT_TOPIC,
                state.toString(),
                Integer.toString(THREADS)),
            Map.of(),
            site.directory().resolve("logs").resolve(application + ".log"));
    try (ChildProcess process = ChildProcess.startTied(launch)) {
      Measured measured = measure(application, process::cpuTime);
      process.requireAlive();
      return measured;
    }
  }

  /** Events a second from a tenth of the log, when all is warm, to nine tenths of it. */
  private Measured measure(String application, Supplier<Duration> cpuTime)
      throws InterruptedException {
    try (LogPosition log = new LogPosition(site.bootstrapServers(), site.partitions())) {
      long all = log.end();
      long from = awaitTaken(log, application, all / 10);
      long fromNanos = System.nanoTime();
      Duration own = cpuTime.get();
      Duration brokers = site.cpuTime(Role.BROKER);
      long to = awaitTaken(log, application, all * 9 / 10);
      double events = to - from;
      return new Measured(
          events * 1e9 / (System.nanoTime() - fromNanos),
          micros(cpuTime.get().minus(own)) / events,
          micros(site.cpuTime(Role.BROKER).minus(brokers)) / events);
    }
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }

  private long awaitTaken(LogPosition log, String application, long target)
      throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    long taken = log.taken(application);
    while (taken < target) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            application + " took " + taken + " of " + target + " in " + LONGEST);
      }
      Thread.sleep(POLL_MS);
      taken = log.taken(application);
    }
    return taken;
  }

  /** How far a consumer group has come in the topic of events. */
  private static final class LogPosition implements AutoCloseable {
    private final Admin admin;
    private final int partitions;

    private LogPosition(String bootstrapServers, int partitions) {
      this.partitions = partitions;
      admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private long end() throws InterruptedException {
      Map<TopicPartition, OffsetSpec> asked = new LinkedHashMap<>();
      for (int p = 0; p < partitions; p++) {
        asked.put(new TopicPartition(TopicCatalogue.EVENTS.name(), p), OffsetSpec.latest());
      }
      try {
        return admin.listOffsets(asked).all().get().values().stream()
            .mapToLong(info -> info.offset())
            .sum();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the brokers do not tell the end of the log", e);
      }
    }

    private long taken(String group) throws InterruptedException {
      try {
        return admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get()
            .entrySet()
            .stream()
            .filter(entry -> entry.getKey().topic().equals(TopicCatalogue.EVENTS.name()))
            .mapToLong(entry -> entry.getValue() == null ? 0 : entry.getValue().offset())
            .sum();
      } catch (ExecutionException notYet) {
        return 0;
      }
    }

    @Override
    public void close() {
      admin.close(Duration.ofSeconds(1));
    }
  }
}
