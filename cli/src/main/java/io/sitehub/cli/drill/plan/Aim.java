package io.sitehub.cli.drill.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.cli.drill.plan.Target.Found;
import io.sitehub.cli.drill.plan.Target.Named;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import io.sitehub.local.ChildProcess;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Looks at a running site: which process a target is at this moment, and whether the one before has
 * been got over. No second process of a role is harmed before that, so what is planned as single
 * failures stays that.
 */
public final class Aim implements AutoCloseable {
  private static final int QUESTION_MS = 3_000;

  /** Records; half of what a standby may lack and answer all the same. */
  private static final int NEAR = 500;

  private final DataDirectory directory;
  private final Admin admin;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofMillis(QUESTION_MS)).build();

  /** Looks at the site of a data directory; it must have been started. */
  public Aim(DataDirectory directory) {
    this.directory = directory;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                site().layout().bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                QUESTION_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                QUESTION_MS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500));
  }

  /** What its supervisor knows of the site. */
  public SiteState site() {
    return new StateFile(directory)
        .read()
        .orElseThrow(() -> new IllegalStateException("no site in " + directory.root()));
  }

  /**
   * The process a target is now.
   *
   * @throws IOException when that cannot be found out now
   */
  public Instance find(Target target) throws IOException, InterruptedException {
    SiteState site = site();
    return switch (target) {
      case Named(String name) ->
          site.layout()
              .named(name)
              .orElseThrow(() -> new IllegalArgumentException("the site has no " + name));
      case Found.LEADER_OF_MOST -> broker(site, leaderOfMost());
      case Found.ACTIVE_CONTROLLER ->
          broker(site, ask(admin.describeMetadataQuorum().quorumInfo()).leaderId());
      case Found.ACTIVE_FOR_MOST -> activeForMost(site);
      case Found.TERMINAL -> throw new IllegalArgumentException("a terminal is no process");
    };
  }

  /**
   * The running process of an instance.
   *
   * @throws IOException when it does not run now
   */
  public ChildProcess process(Instance instance) throws IOException {
    return site().instances().stream()
        .filter(state -> state.instance().equals(instance))
        .findFirst()
        .flatMap(state -> state.process(directory))
        .orElseThrow(() -> new IOException(instance.name() + " does not run"));
  }

  /** Why a fault to this role would now be a second one; empty when all is well with it. */
  public List<String> unrest(Role role) throws InterruptedException {
    List<String> unrest = new ArrayList<>();
    for (InstanceState state : site().instances()) {
      if (state.instance().role() == role && state.phase() != Phase.READY) {
        unrest.add(state.instance().name() + " is " + state.phase().label());
      } else if (state.instance().role() == role && state.process(directory).isEmpty()) {
        unrest.add(state.instance().name() + " is gone"); // its supervisor will see it in a moment
      }
    }
    try {
      if (unrest.isEmpty() && role == Role.BROKER) {
        int behind = underReplicated();
        if (behind > 0) {
          unrest.add(behind + " partitions lack a replica");
        }
      } else if (unrest.isEmpty() && role == Role.PROCESSOR) {
        unrest.addAll(copiesMissing());
      }
    } catch (IOException e) {
      unrest.add("cannot be seen: " + e.getMessage());
    }
    return unrest;
  }

  private int leaderOfMost() throws IOException, InterruptedException {
    TopicDescription events =
        ask(admin.describeTopics(List.of(TopicCatalogue.EVENTS.name())).allTopicNames())
            .values()
            .iterator()
            .next();
    Map<Integer, Integer> leads = new HashMap<>();
    for (TopicPartitionInfo partition : events.partitions()) {
      if (partition.leader() != null) {
        leads.merge(partition.leader().id(), 1, Integer::sum);
      }
    }
    return leads.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow(() -> new IOException("nobody leads"));
  }

  private int underReplicated() throws IOException, InterruptedException {
    Collection<String> topics = ask(admin.listTopics().names());
    int behind = 0;
    for (TopicDescription topic : ask(admin.describeTopics(topics).allTopicNames()).values()) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        behind += partition.isr().size() < partition.replicas().size() ? 1 : 0;
      }
    }
    return behind;
  }

  private Instance activeForMost(SiteState site) throws IOException, InterruptedException {
    Map<Instance, Integer> active = new HashMap<>();
    for (Instance processor : site.layout().of(Role.PROCESSOR)) {
      int count = 0;
      for (JsonNode copy : assignment(processor).path("copies")) {
        count += copy.path("role").asText().equals("active") ? 1 : 0;
      }
      active.put(processor, count);
    }
    return Collections.max(active.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  /** Each processor of a redundant site holds every partition, and is not far behind. */
  private List<String> copiesMissing() throws IOException, InterruptedException {
    List<String> missing = new ArrayList<>();
    SiteState site = site();
    for (Instance processor : site.layout().of(Role.PROCESSOR)) {
      JsonNode assignment = assignment(processor);
      int near = 0;
      for (JsonNode copy : assignment.path("copies")) {
        near += copy.path("lag").asLong(Long.MAX_VALUE) < NEAR ? 1 : 0;
      }
      if (near < assignment.path("partitions").asInt(1)) {
        missing.add(processor.name() + " holds " + near + " copies near the end of the log");
      }
    }
    return missing;
  }

  private JsonNode assignment(Instance processor) throws IOException, InterruptedException {
    URI address = processor.url().resolve("/internal/v1/assignment");
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(address).timeout(Duration.ofMillis(QUESTION_MS)).build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(address + " answered " + answer.statusCode());
    }
    return json.readTree(answer.body());
  }

  private static Instance broker(SiteState site, int id) throws IOException {
    return site.layout().of(Role.BROKER).stream()
        .filter(broker -> broker.number() == id)
        .findFirst()
        .orElseThrow(() -> new IOException("the site has no broker " + id));
  }

  private static <T> T ask(KafkaFuture<T> question) throws IOException, InterruptedException {
    try {
      return question.get(QUESTION_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the brokers do not answer", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    http.shutdownNow();
  }
}
