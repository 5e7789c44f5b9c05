package io.sitehub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sitehub.cli.drill.evidence.Evidence;
import io.sitehub.cli.drill.evidence.LogReader;
import io.sitehub.cli.drill.fault.Freeze;
import io.sitehub.cli.drill.fault.Kill;
import io.sitehub.cli.drill.ground.Ground;
import io.sitehub.cli.drill.invariant.AcknowledgedIsInTheLog;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.cli.drill.plan.Aim;
import io.sitehub.cli.drill.traffic.EventPost;
import io.sitehub.cli.simulate.PlannedEvent;
import io.sitehub.cli.simulate.Terminal;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cluster.mutant.WeakGateway;
import io.sitehub.local.ChildProcess;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The harness proves itself on a log that is too weak: what it acknowledges is lost, and {@link
 * AcknowledgedIsInTheLog} says so. With the real gateway and the real settings the very same faults
 * lose nothing.
 */
class WeakLogSelfCheckIT {
  private static final int EVENTS = 10;
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Duration AS_FAR_AS_IT_GETS = Duration.ofSeconds(3);
  private static final String STRONG = "strong-1";

  static FaultSite site;
  static Admin admin;

  @BeforeAll
  static void start() {
    List<Instance> instances =
        SiteLayout.of(false, 0).instances().stream()
            .filter(each -> Set.of(Role.BROKER, Role.REGISTRY, Role.GATEWAY).contains(each.role()))
            .toList();
    site =
        FaultSite.start(
            "WeakLogSelfCheckIT",
            new SiteLayout(false, instances),
            Ground.SHARED,
            // The second gateway takes an acknowledgement of one broker for good enough.
            (each, usual) ->
                each.name().equals("gateway-2")
                    ? usual.withMain(WeakGateway.class.getName())
                    : usual);
    admin = Admin.create(Map.of("bootstrap.servers", site.layout().bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close(Duration.ZERO);
    site.close();
  }

  @Test
  void acknowledgementsOfOneBrokerAreFoundToBeLost() throws Exception {
    // When, then
    assertThat(violations("gateway-2", "weak", this::leaderDiesWhileFollowersAreFrozen))
        .isNotEmpty();
    assertThat(violations("gateway-1", STRONG, this::leaderDiesWhileFollowersAreFrozen)).isEmpty();
  }

  @Test
  @Tag("soak")
  void anUncleanLeaderIsFoundToHaveLostWhatTheOldOneHadAlone() throws Exception {
    // Given
    String weak = "unclean-1";
    assertThat(partition(weak)).isNotEqualTo(partition(STRONG));

    // When, then: two replicas, one of which has it alone
    assertThat(violations("gateway-1", weak, this::onlyFollowerTakesOverUncleanly)).isNotEmpty();
  }

  /** What one attempt each to publish some events, in the middle of faults, leaves behind. */
  private List<String> violations(String gateway, String siteId, Disaster disaster)
      throws Exception {
    try (Ledger ledger =
            new Ledger(site.directory().root().resolve(siteId + ".jsonl"), entry -> {});
        EventPost post = new EventPost(ledger, InstantSource.system());
        Aim aim = new Aim(site.directory())) {
      URI address = site.layout().named(gateway).orElseThrow().url();
      List<PlannedEvent> events = events(siteId);
      await()
          .atMost(SOON)
          .until(() -> post.send(address, List.of(events.getFirst())).outcome() == Outcome.OK);
      disaster.happen(siteId, aim, () -> sendEach(events.subList(1, EVENTS), address, post));
      await().atMost(SOON).until(() -> aim.unrest(Role.BROKER).isEmpty());
      LogReader log =
          new LogReader(
              site.layout().bootstrapServers(), site.layout().registry(site.directory()).url());
      return new AcknowledgedIsInTheLog()
          .violations(
              new Evidence(
                  ledger, log.events(), List.of(), List.of(), List.of(), 0, List.of(), List.of()));
    }
  }

  /** One by one: what is written first still reaches the fetches that frozen followers sent. */
  private static void sendEach(List<PlannedEvent> events, URI address, EventPost post)
      throws InterruptedException {
    for (PlannedEvent event : events) {
      post.send(address, List.of(event));
    }
  }

  private interface Disaster {
    void happen(String siteId, Aim aim, Publishing publishing) throws Exception;
  }

  private interface Publishing {
    void run() throws InterruptedException;
  }

  private void leaderDiesWhileFollowersAreFrozen(String siteId, Aim aim, Publishing publishing)
      throws Exception {
    TopicPartitionInfo partition = described(siteId);
    int leader = Objects.requireNonNull(partition.leader()).id();
    List<Freeze> followers = new ArrayList<>();
    for (Node replica : partition.replicas()) {
      if (replica.id() != leader) {
        followers.add(new Freeze(process(aim, replica.id())));
      }
    }
    try {
      followers.forEach(Freeze::inject);
      Thread publisher = Thread.ofVirtual().start(() -> uninterrupted(publishing));
      publisher.join(AS_FAR_AS_IT_GETS);
      new Kill(process(aim, leader)).inject();
      followers.forEach(Freeze::heal);
      publisher.join();
    } finally {
      followers.forEach(Freeze::heal);
    }
  }

  private void onlyFollowerTakesOverUncleanly(String siteId, Aim aim, Publishing publishing)
      throws Exception {
    TopicPartition partition = new TopicPartition(TopicCatalogue.EVENTS.name(), partition(siteId));
    TopicPartitionInfo described = described(siteId);
    int leader = Objects.requireNonNull(described.leader()).id();
    int controller = admin.describeMetadataQuorum().quorumInfo().get().leaderId();
    int follower =
        described.replicas().stream()
            .map(Node::id)
            .filter(id -> id != leader && id != controller)
            .findFirst()
            .orElseThrow();
    weaken("1", "true");
    admin
        .alterPartitionReassignments(
            Map.of(partition, Optional.of(new NewPartitionReassignment(List.of(leader, follower)))))
        .all()
        .get();
    await().atMost(SOON).until(() -> described(siteId).replicas().size() == 2);

    Freeze old = new Freeze(process(aim, leader));
    Freeze next = new Freeze(process(aim, follower));
    try {
      next.inject();
      await().atMost(SOON).until(() -> described(siteId).isr().size() == 1);
      publishing.run();
      old.inject();
      next.heal();
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> Objects.requireNonNull(described(siteId).leader()).id() == follower);
    } finally {
      next.heal();
      old.heal();
      weaken("2", "false");
    }
  }

  /** What the real gateway refuses to start with; nobody asks again later. */
  private static void weaken(String minInsync, String unclean) throws Exception {
    ConfigResource topic =
        new ConfigResource(ConfigResource.Type.TOPIC, TopicCatalogue.EVENTS.name());
    admin
        .incrementalAlterConfigs(
            Map.of(
                topic,
                List.of(
                    set(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, minInsync),
                    set(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, unclean))))
        .all()
        .get();
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static void uninterrupted(Publishing publishing) {
    try {
      publishing.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ChildProcess process(Aim aim, int broker) throws Exception {
    return aim.process(site.layout().named("broker-" + broker).orElseThrow());
  }

  private static TopicPartitionInfo described(String siteId) throws Exception {
    String topic = TopicCatalogue.EVENTS.name();
    return Objects.requireNonNull(
            admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic))
        .partitions()
        .get(partition(siteId));
  }

  private static int partition(String siteId) {
    return new SitePartitioner(site.layout().replication().partitions()).partitionOf(siteId);
  }

  private static List<PlannedEvent> events(String siteId) {
    Terminal terminal = new Terminal(siteId, "gate", Terminal.Mode.STRUCTURED);
    List<PlannedEvent> events = new ArrayList<>();
    for (int i = 1; i <= EVENTS; i++) {
      events.add(
          new PlannedEvent(
              terminal,
              "event-" + i,
              "com.sitehub.gate.entered.v1",
              InstantSource.system().instant(),
              "visit-" + i,
              i,
              null,
              JsonNodeFactory.instance.objectNode().put("gateId", "north")));
    }
    return events;
  }
}
