package io.sitehub.cli.supervise;

import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.local.Registry;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.model.topic.TopicProvision;
import io.sitehub.model.topic.TopicProvisioner;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;

/**
 * What has to be there before the services can start, made while their dependencies start: the
 * topics as soon as enough brokers are ready, the registry's compatibility rule as soon as it
 * answers.
 */
final class Foundation implements Runnable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration QUESTION = Duration.ofSeconds(30);

  private final SiteLayout layout;
  private final DataDirectory directory;
  private final SiteProbe probe;
  private final Board board;
  private final Journal journal;
  private final Gate brokersReady;
  private final Gate complete;

  Foundation(
      SiteLayout layout,
      DataDirectory directory,
      SiteProbe probe,
      Board board,
      Journal journal,
      Gate brokersReady,
      Gate complete) {
    this.layout = layout;
    this.directory = directory;
    this.probe = probe;
    this.board = board;
    this.journal = journal;
    this.brokersReady = brokersReady;
    this.complete = complete;
  }

  @Override
  public void run() {
    try {
      awaitBrokers();
      brokersReady.open();
      untilItWorks("provisioning topics", this::provision);
      awaitReady(Role.REGISTRY);
      untilItWorks(
          "configuring the registry",
          () -> Registry.refuseIncompatibleSchemas(layout.registry(directory).url()));
      complete.open();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to stop
    }
  }

  private void awaitReady(Role role) throws InterruptedException {
    while (!layout.of(role).stream().allMatch(this::isReady)) {
      Thread.sleep(POLL);
    }
  }

  /** All of them the first time; later a majority is enough to go on with what is there. */
  private void awaitBrokers() throws InterruptedException {
    List<Instance> brokers = layout.of(Role.BROKER);
    while (true) {
      int ready = (int) brokers.stream().filter(this::isReady).count();
      if (enough(ready, brokers.size(), this::topicsExist)) {
        return;
      }
      Thread.sleep(POLL);
    }
  }

  /**
   * Whether so many brokers of so many will do: a topic can only be made when each of its replicas
   * has a broker, but what exists is read and written by a majority.
   */
  static boolean enough(int ready, int brokers, BooleanSupplier topicsExist) {
    return ready == brokers || (ready > brokers / 2 && topicsExist.getAsBoolean());
  }

  private boolean topicsExist() {
    try {
      Set<String> names =
          probe.admin().listTopics().names().get(QUESTION.toMillis(), TimeUnit.MILLISECONDS);
      return TopicCatalogue.all().stream().allMatch(topic -> names.contains(topic.name()));
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isReady(Instance instance) {
    return board.of(instance.name()).phase() == Phase.READY;
  }

  private void provision() throws InterruptedException {
    List<TopicProvision> provisions =
        new TopicProvisioner(probe.admin(), layout.replication(), QUESTION)
            .provision(TopicCatalogue.all());
    for (TopicProvision provision : provisions) {
      switch (provision) {
        case TopicProvision.Created(var topic) -> journal.note("created topic " + topic);
        case TopicProvision.Differs(var topic, var differences) ->
            journal.note("topic " + topic + " is not as declared: " + differences);
        case TopicProvision.AsDeclared _ -> {}
        case TopicProvision.Missing(var topic) ->
            throw new KafkaException("topic " + topic + " is still missing");
      }
    }
  }

  private void untilItWorks(String what, Step step) throws InterruptedException {
    while (true) {
      try {
        step.run();
        return;
      } catch (RuntimeException e) {
        journal.note(what + " failed, trying again: " + e);
        Thread.sleep(RETRY);
      }
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws InterruptedException;
  }
}
