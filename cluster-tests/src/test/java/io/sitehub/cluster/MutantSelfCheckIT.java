package io.sitehub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.cli.drill.evidence.Evidence;
import io.sitehub.cli.drill.evidence.Examination;
import io.sitehub.cli.drill.fault.Kill;
import io.sitehub.cli.drill.ground.Ground;
import io.sitehub.cli.drill.invariant.StateEqualsOracle;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.plan.Aim;
import io.sitehub.cli.simulate.Pace;
import io.sitehub.cli.simulate.Simulation;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cluster.mutant.CountedRepeats;
import io.sitehub.cluster.mutant.DroppedEvents;
import io.sitehub.cluster.mutant.WrongProcessor;
import io.sitehub.local.Launch;
import io.sitehub.local.Ready;
import io.sitehub.model.topic.SitePartitioner;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The harness proves itself on processors that are wrong: each works out the same log, with another
 * safeguard switched off, and {@link StateEqualsOracle} says so. Of the real one it says nothing.
 */
class MutantSelfCheckIT {
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final int EVENTS = 3_000;
  private static final long SEED = 7;

  static volatile Map<String, String> mutation = Map.of();
  static FaultSite site;
  static SimulationPlan day;

  @BeforeAll
  static void start() throws Exception {
    site =
        FaultSite.start(
            "MutantSelfCheckIT", SiteLayout.of(true, 0), Ground.SHARED, MutantSelfCheckIT::mutated);
    day = Drills.day(SEED, EVENTS);
    assertThat(
            Simulation.run(
                    day,
                    site.layout().urls(Role.GATEWAY),
                    new Pace.AsFastAsPossible(),
                    progress -> {},
                    site.directory().root().resolve("terminals"),
                    InstantSource.system())
                .complete())
        .isTrue();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void theRealOneIsFoundToBeRight() throws Exception {
    assertThat(differences("real", Map.of(), 1)).isEmpty();
  }

  @Test
  void aFoldThatDropsEventsIsFound() throws Exception {
    assertThat(
            differences(
                "dropping",
                Map.of(
                    WrongProcessor.PREFIX + "processor.wrapper.class",
                    DroppedEvents.class.getName(),
                    WrongProcessor.PREFIX + DroppedEvents.ONE_IN,
                    "1000"),
                0))
        .isNotEmpty();
  }

  @Test
  void repeatsThatCountAreFound() throws Exception {
    assertThat(
            differences(
                "repeating",
                Map.of(
                    WrongProcessor.PREFIX + "processor.wrapper.class",
                    CountedRepeats.class.getName()),
                0))
        .isNotEmpty();
  }

  @Test
  @Tag("soak")
  void effectsWithoutTransactionsAreFound() throws Exception {
    assertThat(
            differences(
                "at-least-once",
                Map.of(
                    WrongProcessor.PREFIX + "processing.guarantee",
                    "at_least_once",
                    // What is under way when it dies is cut off in the middle of an event.
                    WrongProcessor.PREFIX + "producer.batch.size",
                    "1000",
                    WrongProcessor.PREFIX + "producer.linger.ms",
                    "10000",
                    WrongProcessor.PREFIX + "commit.interval.ms",
                    "30000"),
                1))
        .isNotEmpty();
  }

  /**
   * Lets a processor of this kind work out the whole log, killed now and then on the way.
   *
   * @return in what its answers differ from the oracle
   */
  private static List<String> differences(String name, Map<String, String> kind, int kills)
      throws Exception {
    Map<String, String> settings = new HashMap<>(kind);
    settings.put("application.id", "self-check-" + name);
    settings.put("state.dir", site.directory().data().resolve(name).toString());
    mutation = settings;
    Instance processor = site.layout().of(Role.PROCESSOR).getFirst();
    try (Aim aim = new Aim(site.directory());
        Ledger ledger = new Ledger(site.directory().root().resolve(name + ".jsonl"), entry -> {})) {
      kill(aim, processor);
      for (int i = 0; i < kills; i++) {
        awaitBusy(processor);
        kill(aim, processor);
      }
      List<String> siteIds = day.sites().stream().map(each -> each.profile().siteId()).toList();
      Evidence evidence =
          new Examination(site.layout(), site.directory(), InstantSource.system())
              .of(
                  ledger,
                  siteIds,
                  site.layout().urls(Role.KPI_SERVICE),
                  site.layout().urls(Role.PROCESSOR));
      return new StateEqualsOracle().violations(evidence);
    }
  }

  private static void kill(Aim aim, Instance processor) throws IOException {
    int restarts = restarts(processor);
    new Kill(aim.process(processor)).inject();
    await().atMost(SOON).until(() -> restarts(processor) > restarts);
    await()
        .atMost(SOON)
        .until(() -> site.site().snapshot().instances().stream().allMatch(each -> each.pid() > 0));
  }

  /** In the middle of the log: some of it is taken in, for its first site is known. */
  private static void awaitBusy(Instance processor) {
    SitePartitioner partitioner = new SitePartitioner(site.layout().replication().partitions());
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(() ->
            day.sites().stream()
                .map(each -> each.profile().siteId())
                .anyMatch(siteId ->
                    Ready.answers(
                        processor
                            .url()
                            .resolve(
                                "/internal/v1/partitions/%d/sites/%s/on-site"
                                    .formatted(partitioner.partitionOf(siteId), siteId)))));
  }

  private static int restarts(Instance processor) {
    return site.site().snapshot().instances().stream()
        .filter(each -> each.instance().equals(processor))
        .mapToInt(InstanceState::restarts)
        .sum();
  }

  private static Launch mutated(Instance instance, Launch usual) {
    if (instance.role() != Role.PROCESSOR) {
      return usual;
    }
    Launch launch = FaultSite.with(usual, mutation);
    return mutation.keySet().stream().anyMatch(key -> key.startsWith(WrongProcessor.PREFIX))
        ? launch.withMain(WrongProcessor.class.getName())
        : launch;
  }
}
