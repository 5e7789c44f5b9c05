package io.sitehub.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.processors.fence.BrokerFence;
import io.sitehub.processors.fence.FenceOutcome;
import io.sitehub.processors.fence.Life;
import io.sitehub.processors.fence.LifeMark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two processors that watch each other. The brokers' own time-outs are minutes, so whoever takes
 * over before does so because the death was noticed.
 */
@ExtendWith(SharedSite.class)
class PeersIT {

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final int VISITS = 60;
  private static final Map<String, String> LONG_TRANSACTIONS =
      Map.of("kafka.streams.producer.transaction.timeout.ms", "300000");
  private static final Map<String, String> LONG_TIME_OUTS = withLongSessions();

  static ProcessorsSite site;
  static SiteView view;

  @BeforeAll
  static void start(ProcessorsSite shared) {
    site = shared;
    view = new SiteView(site);
  }

  @AfterEach
  void killProcessors() {
    site.killProcessors();
  }

  @Test
  void theOtherTakesOverFromOneThatIsKilledAndStaysDead() {
    // Given
    String siteId = "killed-1";
    int victim = startBoth(siteId, LONG_TIME_OUTS);
    int survivor = 3 - victim;

    // When
    publish(siteId, 1, VISITS / 2);
    site.processor(victim).kill();
    publish(siteId, VISITS / 2 + 1, VISITS);

    // Then
    awaitActive(survivor, siteId);
    view.awaitCaughtUp(survivor, siteId);
    assertEverythingOnce(survivor, siteId);
    assertThat(livesEndedBy(survivor)).isEqualTo(1);
  }

  @Test
  void oneThatStopsHandsOverBeforeItEndsAndIsNotTakenForDead() {
    // Given
    String siteId = "stopped-1";
    int victim = startBoth(siteId, LONG_TIME_OUTS);
    int survivor = 3 - victim;

    // When
    publish(siteId, 1, VISITS / 2);
    site.processor(victim).stop(SOON);
    int active = view.activeFor(siteId);
    publish(siteId, VISITS / 2 + 1, VISITS);

    // Then
    assertThat(active).isEqualTo(survivor);
    view.awaitCaughtUp(survivor, siteId);
    assertEverythingOnce(survivor, siteId);
    assertThat(livesEndedBy(survivor)).isZero();
  }

  @Test
  @Tag("soak")
  void oneThatIsFrozenIsFencedAndChangesNothingWhenItWakes() {
    // Given: the brokers give it up after 6 s, its transactions after minutes
    String siteId = "frozen-1";
    int victim = startBoth(siteId, LONG_TRANSACTIONS);
    int survivor = 3 - victim;

    // When it freezes in the middle of its work
    publish(siteId, 1, VISITS / 2);
    site.processor(victim).freeze();
    publish(siteId, VISITS / 2 + 1, VISITS - 10);

    // Then
    awaitActive(survivor, siteId);
    view.awaitCaughtUp(survivor, siteId);

    // When it wakes and goes on with what it was about to write
    site.processor(victim).thaw();
    publish(siteId, VISITS - 9, VISITS);

    // Then
    view.awaitCaughtUp(victim, siteId);
    view.awaitCaughtUp(survivor, siteId);
    assertEverythingOnce(victim, siteId);
    assertEverythingOnce(survivor, siteId);
    assertThat(site.processor(victim).alive()).isTrue();
  }

  @Test
  void oneThatIsTakenForDeadByMistakeGoesOnByItself() throws Exception {
    // Given
    String siteId = "mistaken-1";
    int victim = startBoth(siteId, LONG_TIME_OUTS);
    Life life =
        LifeMark.left(
                site.stateDirectory(victim), ProcessorsConfig.APPLICATION_ID, "processor-" + victim)
            .orElseThrow();

    // When its life is ended under load, again and again
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, site.bootstrapServers()))) {
      BrokerFence fence = new BrokerFence(admin, ProcessorsConfig.APPLICATION_ID, SOON);
      for (int third = 0; third < 3; third++) {
        publish(siteId, 1 + third * VISITS / 3, (third + 1) * VISITS / 3);
        assertThat(fence.end(life)).isInstanceOf(FenceOutcome.Done.class);
      }
    }

    // Then it is a member again, in the same process, and nothing is lost or doubled
    view.awaitCaughtUp(victim, siteId);
    view.awaitCaughtUp(3 - victim, siteId);
    assertEverythingOnce(victim, siteId);
    assertEverythingOnce(3 - victim, siteId);
    assertThat(site.processor(victim).alive()).isTrue();
    assertThat(site.manage(victim, "/health/ready").orElseThrow().statusCode()).isEqualTo(200);
  }

  /** Starts both, waits until each holds a copy and hears the other, and says who is active. */
  private static int startBoth(String siteId, Map<String, String> settings) {
    site.start(1, settings);
    site.start(2, settings);
    site.publish(Truck.at(siteId, "first").story().subList(0, 1));
    site.flush();
    for (int processor = 1; processor <= 2; processor++) {
      view.awaitCaughtUp(processor, siteId);
      int each = processor;
      await().atMost(SOON).until(() -> metric(each, "sitehub_processors_peers_living") == 1);
    }
    return await().atMost(SOON).until(() -> view.activeFor(siteId), active -> active > 0);
  }

  private static void publish(String siteId, int from, int to) {
    for (int i = from; i <= to; i++) {
      site.publish(Truck.at(siteId, "v-" + i).story());
    }
    site.flush();
  }

  private static void awaitActive(int processor, String siteId) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> view.activeFor(siteId) == processor);
  }

  private static void assertEverythingOnce(int processor, String siteId) {
    List<Long> numbers = LongStream.rangeClosed(1, VISITS).boxed().toList();
    assertThat(view.ticketNumbers(processor, siteId)).isEqualTo(numbers);
    view.assertEachTicketIsWrittenOnce(List.of(siteId), numbers);
  }

  private static long livesEndedBy(int processor) {
    return metric(processor, "sitehub_processors_peers_fenced_total");
  }

  private static long metric(int processor, String name) {
    return site.manage(processor, "/metrics").stream()
        .flatMap(answer -> new String(answer.body(), StandardCharsets.UTF_8).lines())
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(-1);
  }

  private static Map<String, String> withLongSessions() {
    Map<String, String> settings = new HashMap<>(LONG_TRANSACTIONS);
    settings.put("kafka.streams.main.consumer.session.timeout.ms", "300000");
    return settings;
  }
}
