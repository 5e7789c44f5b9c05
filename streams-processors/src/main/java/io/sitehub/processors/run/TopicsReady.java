package io.sitehub.processors.run;

import io.sitehub.kit.lifecycle.Component;
import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.StartRefused;
import io.sitehub.model.topic.Replication;
import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.model.topic.TopicProvision;
import io.sitehub.model.topic.TopicProvisioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics that are missing. Refuses to start on topics with another partition count than
 * configured: sites would be looked for in the wrong place.
 */
public final class TopicsReady implements Component {

  private static final Logger log = LoggerFactory.getLogger(TopicsReady.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<Topic> NEEDED =
      List.of(
          TopicCatalogue.EVENTS,
          TopicCatalogue.VISITS,
          TopicCatalogue.TICKETS,
          TopicCatalogue.KPIS,
          TopicCatalogue.ALERTS,
          TopicCatalogue.ORDERS,
          TopicCatalogue.CONFIGS,
          TopicCatalogue.DEAD_LETTERS);

  private final Admin admin;
  private final Replication replication;

  /** Topics as they should be. */
  public TopicsReady(Admin admin, Replication replication) {
    this.admin = admin;
    this.replication = replication;
  }

  @Override
  public String name() {
    return "topics";
  }

  @Override
  public void start() throws StartRefused, InterruptedException {
    List<String> reasons = new ArrayList<>();
    for (TopicProvision found : provision()) {
      if (found instanceof TopicProvision.Differs(Topic topic, var differences)) {
        for (TopicProvision.Difference difference : differences) {
          if (difference.setting().equals("partitions")) {
            reasons.add("topic " + topic + ": " + difference + " (key topics.partitions)");
          } else {
            log.atWarn().addKeyValue("topic", topic).log("{}", difference);
          }
        }
      }
    }
    if (!reasons.isEmpty()) {
      throw new StartRefused(ExitCode.CONFIGURATION, reasons);
    }
  }

  private List<TopicProvision> provision() throws StartRefused, InterruptedException {
    try {
      return new TopicProvisioner(admin, replication, PATIENCE).provision(NEEDED);
    } catch (KafkaException e) {
      throw new StartRefused(
          ExitCode.UNAVAILABLE, "the brokers do not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void stop(Duration within) {}
}
