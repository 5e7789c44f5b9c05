package io.sitehub.cli.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.topic.SitePartitioner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of many sites through real brokers and processors, one of which is killed in the middle of
 * it: all that is published is what the oracle says of the log. {@code -Pslow} makes it a million
 * events; {@code -Dsitehub.seed} gives a day again.
 */
class MillionEventsIT {
  private static final int EVENTS = Integer.getInteger("sitehub.oracle.events", 20_000);
  private static final int TRUCKS_OF_A_SITE = 230;
  private static final int EVENTS_OF_A_SITE = 4_000;

  /** What is done beside the events, such as filling a series, may end a while after the last. */
  private static final Duration SERIES_ARE_COMPLETE = Duration.ofSeconds(60);

  private static final int LEAST_EVENTS_A_SECOND = 150;

  @TempDir Path directory;

  private final long seed = Long.getLong("sitehub.seed", new Random().nextLong());

  @Test
  void allThatIsPublishedIsWhatTheOracleSays(TestReporter report) throws Exception {
    report.publishEntry("-Dsitehub.seed", "" + seed);
    try (ClusterSite cluster = new ClusterSite(directory)) {
      // Given
      cluster.start(1);
      cluster.start(2);
      int sites = Math.max(1, EVENTS / EVENTS_OF_A_SITE);
      long events = 0;

      for (int number = 0; number < sites; number++) {
        RandomSettings.of(siteId(number), seed + number).forEach(cluster::configure);
      }

      // When
      for (int number = 0; number < sites; number++) {
        List<SiteEvent> log = site(number).asItArrives();
        log.forEach(cluster::publish);
        cluster.flush();
        events += log.size();
        if (number == sites / 2) {
          cluster.kill(1);
          cluster.start(1);
        }
      }
      await()
          .atMost(Duration.ofSeconds(120 + events / LEAST_EVENTS_A_SECOND))
          .pollInterval(Duration.ofMillis(500))
          .ignoreExceptions()
          .until(cluster::isCaughtUp);

      // Then
      report.publishEntry("events", "" + events);
      assertThat(events).isGreaterThan(EVENTS / 2);
      for (int i = 0; i < ClusterSite.PARTITIONS; i++) {
        int partition = i;
        await().atMost(SERIES_ARE_COMPLETE).untilAsserted(() -> compare(cluster, partition, sites));
      }
    }
  }

  private void compare(ClusterSite cluster, int partition, int sites) {
    PublishedRecords published = cluster.published(partition);
    List<String> differences = new ArrayList<>();
    long clashes = 0;
    for (int number = 0; number < sites; number++) {
      if (new SitePartitioner(ClusterSite.PARTITIONS).partitionOf(siteId(number)) == partition) {
        RandomSite site = site(number);
        List<SiteConfig> settings = RandomSettings.of(siteId(number), seed + number);
        SiteOracle.Site expected =
            new SiteOracle(siteId(number), ZoneId.of(settings.getFirst().getZone()), settings)
                .of(site.log());
        differences.addAll(
            published.of(siteId(number)).differencesFrom(expected, cluster.schemas()));
        clashes += site.clashes();
      }
    }
    assertThat(differences).as("seed %d, partition %d", seed, partition).isEmpty();
    assertThat(published.deadLetters()).as("seed %d, dead letters", seed).isEqualTo(clashes);
  }

  private static String siteId(int number) {
    return "site-" + number;
  }

  private RandomSite site(int number) {
    return new RandomSite(siteId(number), seed + number, TRUCKS_OF_A_SITE);
  }
}
