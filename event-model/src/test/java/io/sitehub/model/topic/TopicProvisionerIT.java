package io.sitehub.model.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.model.cluster.TestCluster;
import io.sitehub.model.topic.TopicProvision.AsDeclared;
import io.sitehub.model.topic.TopicProvision.Created;
import io.sitehub.model.topic.TopicProvision.Difference;
import io.sitehub.model.topic.TopicProvision.Differs;
import io.sitehub.model.topic.TopicProvision.Missing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicProvisionerIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Replication REPLICATION = new Replication(3, 3, 2);

  private final String prefix = UUID.randomUUID() + "-";
  private Admin admin;

  @BeforeEach
  void connect() {
    admin = Admin.create(Map.of("bootstrap.servers", TestCluster.brokers().bootstrapServers()));
  }

  @AfterEach
  void disconnect() {
    admin.close();
  }

  @Test
  void makesWhatIsMissingOnce() throws Exception {
    // Given: one topic of each kind of cleanup
    List<Topic> topics =
        List.of(
            mine(TopicCatalogue.EVENTS), mine(TopicCatalogue.VISITS), mine(TopicCatalogue.SAMPLES));
    TopicProvisioner provisioner = new TopicProvisioner(admin, REPLICATION, TIMEOUT);
    assertThat(provisioner.inspect(topics)).allMatch(Missing.class::isInstance);

    // When
    List<TopicProvision> first = provisioner.provision(topics);
    List<TopicProvision> second = provisioner.provision(topics);

    // Then
    assertThat(first).containsExactlyElementsOf(topics.stream().map(Created::new).toList());
    assertThat(second).containsExactlyElementsOf(topics.stream().map(AsDeclared::new).toList());
  }

  @Test
  void manyStartersMayProvisionAtOnce() throws Exception {
    // Given
    List<Topic> topics = List.of(mine(TopicCatalogue.EVENTS), mine(TopicCatalogue.KPIS));
    List<TopicProvision> all = new ArrayList<>();

    // When
    try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<TopicProvision>> start =
          () -> new TopicProvisioner(admin, REPLICATION, TIMEOUT).provision(topics);
      for (Future<List<TopicProvision>> outcome :
          starters.invokeAll(List.of(start, start, start, start))) {
        all.addAll(outcome.get());
      }
    }

    // Then: one made each topic, the others found it as declared
    assertThat(all).hasSize(8).filteredOn(Created.class::isInstance).hasSize(2);
    assertThat(all).filteredOn(AsDeclared.class::isInstance).hasSize(6);
  }

  @Test
  void tellsWhatDiffersAndChangesNothing() throws Exception {
    // Given
    Topic topic = mine(TopicCatalogue.EVENTS);
    admin
        .createTopics(
            List.of(
                new NewTopic(topic.name(), 2, (short) 1)
                    .configs(
                        Map.of("retention.ms", "1000", "unclean.leader.election.enable", "true"))))
        .all()
        .get();
    TopicProvisioner provisioner = new TopicProvisioner(admin, REPLICATION, TIMEOUT);

    // When
    List<TopicProvision> outcomes = provisioner.provision(List.of(topic));

    // Then
    Differs differs =
        new Differs(
            topic,
            List.of(
                new Difference("partitions", "3", "2"),
                new Difference("replication.factor", "3", "1"),
                new Difference("retention.ms", "-1", "1000"),
                new Difference("unclean.leader.election.enable", "false", "true")));
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.getFirst())
        .isInstanceOfSatisfying(
            Differs.class,
            found -> assertThat(found.differences()).containsAll(differs.differences()));
    assertThat(provisioner.inspect(List.of(topic))).isEqualTo(outcomes);
  }

  @Test
  void nobodyThereIsAnException() {
    // Given
    try (Admin nobody =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "default.api.timeout.ms",
                "2000",
                "request.timeout.ms",
                "1000"))) {
      TopicProvisioner provisioner =
          new TopicProvisioner(nobody, REPLICATION, Duration.ofSeconds(4));

      // When // Then
      assertThatThrownBy(() -> provisioner.inspect(List.of(TopicCatalogue.EVENTS)))
          .isInstanceOf(KafkaException.class);
    }
  }

  @Test
  void sitesLieWhereKafkaPutsThem() throws Exception {
    // Given
    Topic topic = mine(TopicCatalogue.EVENTS);
    new TopicProvisioner(admin, REPLICATION, TIMEOUT).provision(List.of(topic));
    SitePartitioner partitioner = new SitePartitioner(REPLICATION.partitions());
    Map<String, Object> settings =
        Map.of("bootstrap.servers", TestCluster.brokers().bootstrapServers());

    // When
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String site : List.of("lyon-1", "lyon-2", "rotterdam-7")) {
        int partition =
            producer.send(new ProducerRecord<>(topic.name(), site, "x")).get().partition();

        // Then
        assertThat(partition).isEqualTo(partitioner.partitionOf(site));
      }
    }
  }

  private Topic mine(Topic topic) {
    return new Topic(
        prefix + topic.name(),
        topic.key(),
        topic.value(),
        topic.cleanup(),
        topic.partitioning(),
        topic.maxRecordBytes());
  }
}
