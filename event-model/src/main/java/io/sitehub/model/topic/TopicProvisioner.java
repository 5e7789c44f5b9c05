package io.sitehub.model.topic;

import io.sitehub.model.topic.TopicProvision.AsDeclared;
import io.sitehub.model.topic.TopicProvision.Created;
import io.sitehub.model.topic.TopicProvision.Difference;
import io.sitehub.model.topic.TopicProvision.Differs;
import io.sitehub.model.topic.TopicProvision.Missing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the topics that are missing and says what is different about those that are there. It
 * changes no existing topic, may run any number of times, and any number of processes may run it at
 * once: who comes second finds the topic there.
 *
 * <p>Calls block, for at most the given timeout for each question asked of the brokers. They throw
 * {@link KafkaException} when the brokers cannot be reached or refuse.
 */
public final class TopicProvisioner {

  private final Admin admin;
  private final Replication replication;
  private final Duration timeout;

  /**
   * @param admin stays the caller's to close
   * @param replication how topics should be spread
   * @param timeout how long one question to the brokers may take
   */
  public TopicProvisioner(Admin admin, Replication replication, Duration timeout) {
    this.admin = admin;
    this.replication = replication;
    this.timeout = timeout;
  }

  /** Makes the topics that are missing; one outcome for each topic, in the order given. */
  public List<TopicProvision> provision(Collection<Topic> topics) throws InterruptedException {
    Map<Topic, TopicProvision> outcomes = new LinkedHashMap<>();
    List<Topic> missing = new ArrayList<>();
    for (TopicProvision found : inspect(topics)) {
      outcomes.put(found.topic(), found);
      if (found instanceof Missing) {
        missing.add(found.topic());
      }
    }
    if (!missing.isEmpty()) {
      List<Topic> madeByOthers = create(missing, outcomes);
      for (TopicProvision found : awaitVisible(madeByOthers)) {
        outcomes.put(found.topic(), found);
      }
    }
    return List.copyOf(outcomes.values());
  }

  /** Compares what is there with what is declared; makes nothing. */
  public List<TopicProvision> inspect(Collection<Topic> topics) throws InterruptedException {
    List<String> names = topics.stream().map(Topic::name).toList();
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(names).topicNameValues();
    Map<Topic, TopicDescription> present = new LinkedHashMap<>();
    for (Topic topic : topics) {
      TopicDescription description = describe(descriptions, topic);
      if (description != null) {
        present.put(topic, description);
      }
    }
    Map<String, Config> configs = configs(present.keySet());
    return topics.stream()
        .map(topic -> compare(topic, present.get(topic), configs.get(topic.name())))
        .toList();
  }

  private @Nullable TopicDescription describe(
      Map<String, KafkaFuture<TopicDescription>> descriptions, Topic topic)
      throws InterruptedException {
    try {
      return await(descriptions.get(topic.name()), "describe topic " + topic);
    } catch (UnknownTopicOrPartitionException e) {
      return null;
    }
  }

  private Map<String, Config> configs(Collection<Topic> topics) throws InterruptedException {
    if (topics.isEmpty()) {
      return Map.of();
    }
    List<ConfigResource> resources =
        topics.stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
            .toList();
    Map<String, Config> configs = new LinkedHashMap<>();
    await(admin.describeConfigs(resources).all(), "read the settings of topics")
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return configs;
  }

  private TopicProvision compare(
      Topic topic, @Nullable TopicDescription description, @Nullable Config config) {
    if (description == null || config == null) {
      return new Missing(topic);
    }
    Map<String, String> declared = new TreeMap<>(settings(topic));
    Map<String, @Nullable String> actual = new TreeMap<>();
    for (String setting : declared.keySet()) {
      ConfigEntry entry = config.get(setting);
      actual.put(setting, entry == null ? null : entry.value());
    }
    declared.put("partitions", Integer.toString(replication.partitions()));
    actual.put("partitions", Integer.toString(description.partitions().size()));
    declared.put("replication.factor", Integer.toString(replication.replicationFactor()));
    actual.put("replication.factor", Integer.toString(smallestReplicaCount(description)));
    List<Difference> differences = new ArrayList<>();
    declared.forEach((setting, value) -> {
      String found = actual.get(setting);
      if (!value.equals(found)) {
        differences.add(new Difference(setting, value, found == null ? "unset" : found));
      }
    });
    return differences.isEmpty() ? new AsDeclared(topic) : new Differs(topic, differences);
  }

  private static int smallestReplicaCount(TopicDescription description) {
    return description.partitions().stream()
        .mapToInt(partition -> partition.replicas().size())
        .min()
        .orElse(0);
  }

  /** Gives the topics that another process made in the meantime. */
  private List<Topic> create(List<Topic> missing, Map<Topic, TopicProvision> outcomes)
      throws InterruptedException {
    List<NewTopic> newTopics =
        missing.stream()
            .map(topic ->
                new NewTopic(
                        topic.name(),
                        replication.partitions(),
                        (short) replication.replicationFactor())
                    .configs(settings(topic)))
            .toList();
    CreateTopicsResult result = admin.createTopics(newTopics);
    List<Topic> madeByOthers = new ArrayList<>();
    for (Topic topic : missing) {
      try {
        await(result.values().get(topic.name()), "create topic " + topic);
        outcomes.put(topic, new Created(topic));
      } catch (TopicExistsException e) {
        madeByOthers.add(topic);
      }
    }
    return madeByOthers;
  }

  /** A broker may tell that a topic exists before it can describe it. */
  private List<TopicProvision> awaitVisible(List<Topic> topics) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    List<TopicProvision> found = inspect(topics);
    while (found.stream().anyMatch(Missing.class::isInstance)
        && System.nanoTime() - deadlineNanos < 0) {
      TimeUnit.MILLISECONDS.sleep(50);
      found = inspect(topics);
    }
    return found;
  }

  private Map<String, String> settings(Topic topic) {
    Map<String, String> settings = new TreeMap<>(topic.cleanupConfig());
    settings.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(replication.minInsyncReplicas()));
    settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(topic.maxRecordBytes()));
    return settings;
  }

  private <T> T await(@Nullable KafkaFuture<T> future, String what) throws InterruptedException {
    if (future == null) {
      throw new IllegalStateException("the brokers gave no answer to: " + what);
    }
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException cause) {
        throw cause;
      }
      throw new KafkaException("could not " + what, e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("no answer within " + timeout + " to: " + what, e);
    }
  }
}
