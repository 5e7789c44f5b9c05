package io.sitehub.processors.fence;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupResult;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** Asks the brokers to remove members and to fence producers, side by side. */
public final class BrokerFence implements Fence {

  private final Admin admin;
  private final String applicationId;
  private final Duration patience;

  /**
   * @param admin stays the caller's to close
   * @param applicationId the consumer group and prefix of transactional ids
   * @param patience how long the brokers may take
   */
  public BrokerFence(Admin admin, String applicationId, Duration patience) {
    this.admin = admin;
    this.applicationId = applicationId;
    this.patience = patience;
  }

  @Override
  public FenceOutcome end(Life life) throws InterruptedException {
    long begun = System.nanoTime();
    RemoveMembersFromConsumerGroupResult removed =
        admin.removeMembersFromConsumerGroup(applicationId, removal(life));
    List<String> producers = life.transactionalIds(applicationId);
    KafkaFuture<Void> fenced =
        producers.isEmpty()
            ? KafkaFuture.completedFuture(null)
            : admin
                .fenceProducers(producers, new FenceProducersOptions().timeoutMs(patienceMs()))
                .all();
    try {
      await(fenced, begun);
      awaitRemoved(removed, life, begun);
      return new FenceOutcome.Done(Duration.ofNanos(System.nanoTime() - begun));
    } catch (ExecutionException e) {
      return new FenceOutcome.Incomplete(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      return new FenceOutcome.Incomplete("the brokers did not answer in " + patience);
    }
  }

  @Override
  public boolean counts(Life life) throws InterruptedException {
    Set<String> own = new HashSet<>(life.members());
    try {
      return admin
          .describeConsumerGroups(
              List.of(applicationId), new DescribeConsumerGroupsOptions().timeoutMs(patienceMs()))
          .all()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS)
          .values()
          .stream()
          .flatMap(group -> group.members().stream())
          .anyMatch(member -> member.groupInstanceId().filter(own::contains).isPresent());
    } catch (ExecutionException | TimeoutException e) {
      return true;
    }
  }

  private RemoveMembersFromConsumerGroupOptions removal(Life life) {
    RemoveMembersFromConsumerGroupOptions options =
        new RemoveMembersFromConsumerGroupOptions(
            life.members().stream().map(MemberToRemove::new).toList());
    options.reason("its process is dead");
    options.timeoutMs(patienceMs());
    return options;
  }

  /** A member that is not there any more is an error to Kafka, and what is wanted here. */
  private void awaitRemoved(RemoveMembersFromConsumerGroupResult removed, Life life, long begun)
      throws ExecutionException, TimeoutException, InterruptedException {
    for (String member : life.members()) {
      try {
        await(removed.memberResult(new MemberToRemove(member)), begun);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownMemberIdException)) {
          throw e;
        }
      }
    }
  }

  private void await(KafkaFuture<Void> done, long begun)
      throws ExecutionException, TimeoutException, InterruptedException {
    long left = patience.toNanos() - (System.nanoTime() - begun);
    done.get(Math.max(1, left), TimeUnit.NANOSECONDS);
  }

  private int patienceMs() {
    return (int) patience.toMillis();
  }
}
