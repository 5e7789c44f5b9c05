package io.sitehub.bench.failover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.bench.site.Ground;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Role;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/** Finds the process whose loss hurts most, and tells when all are whole again. */
final class Victims implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Records by which a copy may be behind and take over at once. */
  private static final long NEAR = 200;

  private final Ground ground;
  private final Admin admin;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  Victims(Ground ground, Admin admin) {
    this.ground = ground;
    this.admin = admin;
  }

  /** Whom a fault hits now. */
  Instance of(Fault fault) throws InterruptedException {
    return switch (fault) {
      case NOTHING, PROCESSOR_KILL, SUPERVISED_KILL, PROCESSOR_STOP, PROCESSOR_FREEZE ->
          busiestProcessor();
      case BROKER_KILL, BROKER_FREEZE -> broker(leadingMost());
      case CONTROLLER_KILL -> broker(controller());
      case GATEWAY_KILL -> ground.instances(Role.GATEWAY).getFirst();
      case KPI_SERVICE_KILL -> ground.instances(Role.KPI_SERVICE).getFirst();
    };
  }

  /** Whether every partition has all replicas in sync and a copy near the log at each processor. */
  boolean none() throws InterruptedException {
    for (Instance processor : ground.instances(Role.PROCESSOR)) {
      long near =
          assignment(processor)
              .path("copies")
              .valueStream()
              .filter(copy -> copy.has("lag") && copy.path("lag").asLong() <= NEAR)
              .count();
      if (near < ground.partitions()) {
        return false;
      }
    }
    return eventsTopic().stream()
        .allMatch(partition -> partition.isr().size() == partition.replicas().size());
  }

  private Instance busiestProcessor() throws InterruptedException {
    Instance busiest = ground.instances(Role.PROCESSOR).getFirst();
    int most = -1;
    for (Instance processor : ground.instances(Role.PROCESSOR)) {
      int active = assignment(processor).at("/instances/0/active").size();
      if (active > most) {
        most = active;
        busiest = processor;
      }
    }
    return busiest;
  }

  private JsonNode assignment(Instance processor) throws InterruptedException {
    try {
      return JSON.readTree(
          http.send(
                  HttpRequest.newBuilder(processor.url().resolve("/internal/v1/assignment"))
                      .timeout(TIMEOUT)
                      .build(),
                  BodyHandlers.ofByteArray())
              .body());
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  private int leadingMost() throws InterruptedException {
    List<TopicPartitionInfo> partitions = eventsTopic();
    return partitions.stream()
        .map(TopicPartitionInfo::leader)
        .map(Node::id)
        .max(
            Comparator.comparingLong(
                id -> partitions.stream().filter(each -> each.leader().id() == id).count()))
        .orElseThrow();
  }

  private int controller() throws InterruptedException {
    try {
      return admin.describeMetadataQuorum().quorumInfo().get().leaderId();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the brokers do not say who is controller", e.getCause());
    }
  }

  private List<TopicPartitionInfo> eventsTopic() throws InterruptedException {
    String topic = TopicCatalogue.EVENTS.name();
    try {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .values()
          .iterator()
          .next()
          .partitions();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the brokers do not describe " + topic, e.getCause());
    }
  }

  private Instance broker(int id) {
    return ground.instances(Role.BROKER).get(id - 1);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
