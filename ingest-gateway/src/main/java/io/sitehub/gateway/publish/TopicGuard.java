package io.sitehub.gateway.publish;

import static java.util.Objects.requireNonNull;

import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.StartRefused;
import io.sitehub.model.topic.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the start: waits for the brokers and the events topic, and refuses a topic that is
 * weaker than the gateway was told to expect. Which is the only place to notice: acks=all on a
 * topic with min.insync.replicas=1 acknowledges what one broker holds.
 */
public final class TopicGuard {
  private static final Logger log = LoggerFactory.getLogger(TopicGuard.class);
  private static final String TOPIC = TopicCatalogue.EVENTS.name();
  private static final int QUESTION_TIMEOUT_MS = 3_000;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final Admin admin;
  private final ExpectedTopic expected;

  /** A guard that asks through {@code admin}, which stays the caller's. */
  public TopicGuard(Admin admin, ExpectedTopic expected) {
    this.admin = admin;
    this.expected = expected;
  }

  /**
   * Waits until the topic can be described, then judges it.
   *
   * @param within how long to wait for brokers and topic
   * @return how many partitions the topic has
   * @throws StartRefused if the topic is too weak, or does not show up in time
   */
  public int admit(Duration within) throws StartRefused, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    String missing = "the brokers have not answered yet";
    while (true) {
      try {
        TopicDescription description = describe();
        refuseWeak(description, settings());
        return description.partitions().size();
      } catch (ExecutionException e) {
        missing = reason(e.getCause() == null ? e : e.getCause());
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new StartRefused(
            ExitCode.UNAVAILABLE, "gave up after " + within.toSeconds() + " s: " + missing, null);
      }
      log.atInfo().addKeyValue("reason", missing).log("waiting for the log");
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  private TopicDescription describe() throws ExecutionException, InterruptedException {
    DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(QUESTION_TIMEOUT_MS);
    return requireNonNull(
        admin.describeTopics(List.of(TOPIC), options).allTopicNames().get().get(TOPIC));
  }

  private Config settings() throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
    DescribeConfigsOptions options = new DescribeConfigsOptions().timeoutMs(QUESTION_TIMEOUT_MS);
    return requireNonNull(
        admin.describeConfigs(List.of(resource), options).all().get().get(resource));
  }

  private static String reason(Throwable cause) {
    return switch (cause) {
      case UnknownTopicOrPartitionException _ ->
          "topic " + TOPIC + " does not exist; make the topics first (TopicProvisioner)";
      case AuthorizationException e -> "not allowed to describe " + TOPIC + ": " + e.getMessage();
      case AuthenticationException e -> "the brokers refuse to talk: " + e.getMessage();
      default -> "the brokers do not answer (" + cause.getClass().getSimpleName() + ")";
    };
  }

  private void refuseWeak(TopicDescription description, Config settings) throws StartRefused {
    List<String> reasons = new ArrayList<>();
    int replicas =
        description.partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(0);
    if (replicas < expected.replicationFactor()) {
      reasons.add(
          "topic %s has replication factor %d; topic.replication.expected=%d"
              .formatted(TOPIC, replicas, expected.replicationFactor()));
    }
    int partitions = description.partitions().size();
    if (partitions != expected.partitions()) {
      reasons.add(
          "topic %s has %d partitions; topic.partitions.expected=%d"
              .formatted(TOPIC, partitions, expected.partitions()));
    }
    int minInsync = Integer.parseInt(value(settings, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1"));
    if (minInsync < expected.minInsyncReplicas()) {
      reasons.add(
          "topic %s has min.insync.replicas=%d; topic.min.insync.expected=%d"
              .formatted(TOPIC, minInsync, expected.minInsyncReplicas()));
    }
    int recordBytes =
        Integer.parseInt(value(settings, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "1048588"));
    if (recordBytes < expected.recordBytes()) {
      reasons.add(
          "topic %s has max.message.bytes=%d; limit.body and what a record has beside it need %d"
              .formatted(TOPIC, recordBytes, expected.recordBytes()));
    }
    String unclean = value(settings, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    if (!unclean.equals("false")) {
      reasons.add(
          "topic %s has unclean.leader.election.enable=%s; must be false: a replica that lags"
                  .formatted(TOPIC, unclean)
              + " could become leader and lose acknowledged events");
    }
    if (!reasons.isEmpty()) {
      throw new StartRefused(ExitCode.CONFIGURATION, reasons);
    }
  }

  private static String value(Config settings, String name, String otherwise) {
    ConfigEntry entry = settings.get(name);
    return entry == null || entry.value() == null ? otherwise : entry.value();
  }
}
