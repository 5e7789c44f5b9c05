package io.sitehub.gateway.publish;

import io.sitehub.kit.health.Health;
import io.sitehub.kit.lifecycle.Component;
import io.sitehub.model.topic.TopicCatalogue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the log could acknowledge an event, without writing one: each partition must have
 * a leader that answers, and min.insync.replicas of its in-sync replicas must answer too.
 *
 * <p>Each broker is asked itself. What metadata says is not enough: with two of three brokers gone
 * there is no controller left to take them off the lists, and a frozen broker still accepts
 * connections.
 *
 * <p>A failover of Kafka's own is not reported before {@code patience} is over, because the gateway
 * holds requests that long; taking all gateways out of a load balancer at once would turn a pause
 * into errors.
 */
public final class LogWatch implements Component {
  private static final String TOPIC = TopicCatalogue.EVENTS.name();
  private static final int QUESTION_TIMEOUT_MS = 1_500;

  private final Admin admin;
  private final Duration every;
  private final Duration patience;
  private volatile @Nullable Long lastGoodNanos;
  private volatile String lastTrouble = "not looked at yet";
  private volatile @Nullable Thread thread;

  /** Asks through {@code admin}, which stays the caller's. */
  public LogWatch(Admin admin, Duration every, Duration patience) {
    this.admin = admin;
    this.every = every;
    this.patience = patience;
  }

  @Override
  public String name() {
    return "log-watch";
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("log-watch").start(this::run);
  }

  @Override
  public void stop(Duration within) throws InterruptedException {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      running.join(within);
    }
  }

  /** Ready if the last good look is no longer ago than patience allows. */
  public Health check() {
    Long goodNanos = lastGoodNanos;
    // Not the wall clock, which somebody may set.
    boolean good = goodNanos != null && System.nanoTime() - goodNanos <= patience.toNanos();
    return good
        ? Health.ready("every partition has enough replicas that answer")
        : Health.notReady(lastTrouble);
  }

  private void run() {
    try {
      while (true) {
        look();
        Thread.sleep(every);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      String trouble = trouble();
      if (trouble == null) {
        lastGoodNanos = System.nanoTime();
      } else {
        lastTrouble = trouble;
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      lastTrouble = "the brokers do not answer (" + cause.getClass().getSimpleName() + ")";
    } catch (RuntimeException e) {
      // A watch that ended would call the log bad for ever.
      lastTrouble = "the look itself failed (" + e.getClass().getSimpleName() + ")";
    }
  }

  private @Nullable String trouble() throws ExecutionException, InterruptedException {
    DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(QUESTION_TIMEOUT_MS);
    TopicDescription topic =
        admin.describeTopics(List.of(TOPIC), options).allTopicNames().get().get(TOPIC);
    if (topic == null) {
      return "topic " + TOPIC + " is gone";
    }
    List<TopicPartitionInfo> partitions = topic.partitions();
    int minInsync = minInsync();
    Set<Integer> answering = answering(partitions);
    for (TopicPartitionInfo partition : partitions) {
      Node leader = partition.leader();
      if (leader == null || !answering.contains(leader.id())) {
        return "partition " + partition.partition() + " has no leader that answers";
      }
      long inSync = partition.isr().stream().filter(node -> answering.contains(node.id())).count();
      if (inSync < minInsync) {
        return "partition %d has %d in-sync replicas that answer, and needs %d"
            .formatted(partition.partition(), inSync, minInsync);
      }
    }
    return null;
  }

  /** What the topic demands now, which may be more than the gateway was told to expect. */
  private int minInsync() throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
    DescribeConfigsOptions options = new DescribeConfigsOptions().timeoutMs(QUESTION_TIMEOUT_MS);
    Config config = admin.describeConfigs(List.of(resource), options).all().get().get(resource);
    ConfigEntry entry = config == null ? null : config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    String value = entry == null ? null : entry.value();
    return value == null ? 1 : Integer.parseInt(value);
  }

  /** The brokers that answer the smallest question there is, asked all at once. */
  private Set<Integer> answering(List<TopicPartitionInfo> partitions) throws InterruptedException {
    Map<Integer, KafkaFuture<?>> questions = new TreeMap<>();
    for (TopicPartitionInfo partition : partitions) {
      for (Node node : partition.isr()) {
        questions.computeIfAbsent(node.id(), this::ask);
      }
    }
    Set<Integer> answering = new HashSet<>();
    for (Map.Entry<Integer, KafkaFuture<?>> question : questions.entrySet()) {
      try {
        question.getValue().get();
        answering.add(question.getKey());
      } catch (ExecutionException e) {
        // This broker does not answer: that is the finding.
      }
    }
    return answering;
  }

  private KafkaFuture<?> ask(int node) {
    DescribeFeaturesOptions options = new DescribeFeaturesOptions().nodeId(node);
    options.timeoutMs(QUESTION_TIMEOUT_MS);
    return admin.describeFeatures(options).featureMetadata();
  }
}
