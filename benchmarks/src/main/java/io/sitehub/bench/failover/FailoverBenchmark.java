package io.sitehub.bench.failover;

import io.sitehub.bench.measure.Progress;
import io.sitehub.bench.report.Median;
import io.sitehub.bench.report.Row;
import io.sitehub.bench.site.Ground;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Role;
import io.sitehub.model.topic.SitePartitioner;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Fault after fault on one site, each several times, and what users notice of each. */
public final class FailoverBenchmark {
  private static final String PART = "failover";
  private static final int EVENTS_PER_SECOND = 300;

  /** A frozen process takes half a minute each time, and few figures depend on chance. */
  private static final int MOST_FREEZES = 3;

  private final Ground ground;
  private final int kills;
  private final InstantSource clock;
  private final Progress progress;

  /**
   * A benchmark of a site with two of each service.
   *
   * @param kills how often each fault is measured; 3 times at most if it freezes
   */
  public FailoverBenchmark(Ground ground, int kills, InstantSource clock, Progress progress) {
    this.ground = ground;
    this.kills = kills;
    this.clock = clock;
    this.progress = progress;
  }

  /** Measures these faults, and at the end that nothing was lost and nothing happened twice. */
  public List<Row> run(List<Fault> faults) throws InterruptedException {
    List<String> siteIds = siteIds(ground.partitions());
    List<Row> rows = new ArrayList<>();
    try (Admin admin = admin();
        Victims victims = new Victims(ground, admin);
        Traffic traffic = new Traffic(urls(Role.GATEWAY), siteIds, EVENTS_PER_SECOND);
        Eyes eyes = new Eyes(urls(Role.KPI_SERVICE), siteIds, traffic, clock)) {
      Episode episode = new Episode(ground, victims, traffic, eyes);
      for (Fault fault : faults) {
        rows.addAll(measure(fault, episode));
      }
      Effects effects = Effects.of(traffic.events(), ground.bootstrapServers());
      rows.add(
          new Row(
              PART,
              "all of these, %d partitions".formatted(ground.partitions()),
              Map.of(
                  "events",
                  (double) traffic.events().size(),
                  "lost",
                  (double) effects.lost(),
                  "doubled",
                  (double) effects.doubled()),
              "0 lost, 0 doubled"));
    }
    return rows;
  }

  private List<Row> measure(Fault fault, Episode episode) throws InterruptedException {
    List<Figures> ofFault = new ArrayList<>();
    List<Figures> ofReturn = new ArrayList<>();
    int times = fault.blow() == Fault.Blow.FREEZE ? Math.min(kills, MOST_FREEZES) : kills;
    for (int n = 1; n <= times; n++) {
      Episode.Outcome outcome = episode.run(fault);
      ofFault.add(outcome.ofFault());
      outcome.ofReturn().ifPresent(ofReturn::add);
      progress.say("failover: %s, %d of %d: %s", fault.title(), n, times, outcome);
    }
    List<Row> rows = new ArrayList<>();
    rows.add(row(fault.title(), ofFault, fault.aim()));
    fault
        .titleOfReturn()
        .ifPresent(title -> rows.add(row(title, ofReturn, "ack to visible < 0.5 s")));
    return rows;
  }

  /** Medians; what may not happen once is summed up, and the worst is told beside its median. */
  private static Row row(String name, List<Figures> all, String aim) {
    Map<String, Double> figures = new TreeMap<>();
    for (String column : all.getFirst().columns().keySet()) {
      figures.put(column, Median.of(all.stream().map(each -> each.columns().get(column)).toList()));
    }
    figures.put("times", (double) all.size());
    figures.put(
        "worst ack to visible s",
        all.stream().mapToDouble(Figures::ackToVisibleMs).max().orElse(0) / 1_000);
    figures.put("failed queries, all", all.stream().mapToDouble(Figures::failedQueries).sum());
    figures.put("never seen, all", all.stream().mapToDouble(Figures::invisible).sum());
    return new Row(PART, name, figures, aim);
  }

  /** A site a partition, so that whoever holds one is missed. */
  private static List<String> siteIds(int partitions) {
    SitePartitioner partitioner = new SitePartitioner(partitions);
    List<String> siteIds = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (int n = 1; siteIds.size() < partitions; n++) {
      String siteId = "failover-" + n;
      if (taken.add(partitioner.partitionOf(siteId))) {
        siteIds.add(siteId);
      }
    }
    return siteIds;
  }

  private List<URI> urls(Role role) {
    return ground.instances(role).stream().map(Instance::url).toList();
  }

  private Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            ground.bootstrapServers(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000));
  }
}
