package io.sitehub.cli.check;

import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.model.topic.TopicProvision;
import io.sitehub.model.topic.TopicProvisioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;

/** Looks at brokers and topics. */
final class LogCheck {
  private static final int QUESTION_MS = 5_000;

  /** Offsets of the metadata log that a controller may be behind; it writes a few a second. */
  private static final long NEAR = 100;

  private final Places places;

  LogCheck(Places places) {
    this.places = places;
  }

  List<Finding> findings() throws InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                places.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                QUESTION_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                QUESTION_MS))) {
      int brokers = ask(admin.describeCluster().nodes()).size();
      Collection<TopicDescription> topics =
          ask(admin.describeTopics(ask(admin.listTopics().names())).allTopicNames()).values();
      List<Finding> findings = new ArrayList<>();
      findings.add(brokers(brokers));
      findings.add(controllers(ask(admin.describeMetadataQuorum().quorumInfo())));
      findings.add(
          declared(
              new TopicProvisioner(admin, places.replication(), Duration.ofMillis(QUESTION_MS))
                  .inspect(TopicCatalogue.all())));
      findings.add(copies(topics, places.replication().replicationFactor()));
      findings.add(inSync(topics));
      findings.add(leaders(topics));
      return findings;
    } catch (KafkaException e) {
      return List.of(
          Finding.bad(
              "brokers",
              "none answers at " + places.bootstrapServers() + ": " + e.getMessage(),
              "see that they run and that the address is right"));
    }
  }

  private Finding brokers(int found) {
    int wanted = places.replication().replicationFactor();
    return found >= wanted
        ? Finding.ok("brokers", found + " take part in the cluster")
        : Finding.bad(
            "brokers",
            found + " of at least " + wanted + " take part: the next death may stop writing",
            "start the missing one and wait until all replicas are in sync");
  }

  static Finding controllers(QuorumInfo quorum) {
    long end =
        quorum.voters().stream().mapToLong(QuorumInfo.ReplicaState::logEndOffset).max().orElse(0);
    long behind =
        quorum.voters().stream().filter(voter -> end - voter.logEndOffset() > NEAR).count();
    return behind == 0
        ? Finding.ok(
            "controllers",
            quorum.voters().size() + " vote, all are up to date, " + quorum.leaderId() + " leads")
        : Finding.bad(
            "controllers",
            behind + " of " + quorum.voters().size() + " are behind: no election may be possible",
            "see the logs of the brokers that are controllers");
  }

  static Finding declared(List<TopicProvision> provisions) {
    List<String> wrong = new ArrayList<>();
    for (TopicProvision provision : provisions) {
      switch (provision) {
        case TopicProvision.Missing(var topic) -> wrong.add(topic.name() + " is missing");
        case TopicProvision.Differs(var topic, var differences) ->
            differences.forEach(each -> wrong.add(topic.name() + " " + each));
        case TopicProvision.AsDeclared _, TopicProvision.Created _ -> {}
      }
    }
    return wrong.isEmpty()
        ? Finding.ok("topics", provisions.size() + " are there, configured as declared")
        : Finding.bad(
            "topics",
            String.join("; ", wrong),
            "compare with docs/topics.md and set them with Kafka's own tools");
  }

  static Finding copies(Collection<TopicDescription> topics, int wanted) {
    Map<String, Integer> few = new TreeMap<>();
    for (TopicDescription topic : topics) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        if (partition.replicas().size() < wanted) {
          few.merge(topic.name(), partition.replicas().size(), Math::min);
        }
      }
    }
    return few.isEmpty()
        ? Finding.ok("replicas", wanted + " of each partition, internal topics too")
        : Finding.bad(
            "replicas",
            "fewer than " + wanted + ": " + few,
            "add replicas with kafka-reassign-partitions");
  }

  static Finding inSync(Collection<TopicDescription> topics) {
    List<String> behind = new ArrayList<>();
    int partitions = 0;
    for (TopicDescription topic : topics) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        partitions++;
        if (partition.isr().size() < partition.replicas().size()) {
          behind.add(topic.name() + "/" + partition.partition());
        }
      }
    }
    return behind.isEmpty()
        ? Finding.ok("in sync", "all replicas of all " + partitions + " partitions")
        : Finding.bad(
            "in sync",
            behind.size()
                + " of "
                + partitions
                + " partitions lack a replica, such as "
                + behind.getFirst()
                + ": one death less is survived",
            "wait a minute; if it stays, see the log of the broker that is behind");
  }

  /** Not where they prefer to be: it works, and one broker does the work of others. */
  static Finding leaders(Collection<TopicDescription> topics) {
    long partitions = 0;
    long elsewhere = 0;
    Map<Integer, Integer> leads = new TreeMap<>();
    for (TopicDescription topic : topics) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        partitions++;
        int leader = partition.leader() == null ? -1 : partition.leader().id();
        leads.merge(leader, 1, Integer::sum);
        elsewhere += leader == partition.replicas().getFirst().id() ? 0 : 1;
      }
    }
    if (leads.containsKey(-1)) {
      return Finding.bad(
          "leaders",
          leads.get(-1) + " partitions have none: nothing is written there",
          "start the brokers that hold them");
    }
    return elsewhere == 0
        ? Finding.ok("leaders", "each where it should be; by broker " + leads)
        : Finding.note(
            "leaders",
            elsewhere + " of " + partitions + " are not where they should be; by broker " + leads,
            "Kafka moves them back within minutes; if not, kafka-leader-election");
  }

  private static <T> T ask(KafkaFuture<T> question) throws InterruptedException {
    try {
      return question.get(QUESTION_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException(String.valueOf(e.getMessage()), e);
    } catch (TimeoutException e) {
      throw new KafkaException("no answer within " + QUESTION_MS / 1_000 + " s", e);
    }
  }
}
