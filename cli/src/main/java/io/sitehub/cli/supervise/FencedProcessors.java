package io.sitehub.cli.supervise;

import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Role;
import io.sitehub.processors.ProcessorsConfig;
import io.sitehub.processors.fence.BrokerFence;
import io.sitehub.processors.fence.FenceOutcome;
import io.sitehub.processors.fence.Life;
import io.sitehub.processors.fence.LifeMark;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * Tells the brokers at once that a processor is dead, so that its standby takes over while the dead
 * one is started again. The other processors would notice by themselves a tenth of a second later;
 * the supervisor has seen it die, has its state directory at hand, and needs none of them.
 */
final class FencedProcessors implements Aftermath {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final DataDirectory directory;
  private final Supplier<Admin> admin;
  private final Journal journal;

  /**
   * @param admin gives the client of the brokers, which stays the caller's to close
   */
  FencedProcessors(DataDirectory directory, Supplier<Admin> admin, Journal journal) {
    this.directory = directory;
    this.admin = admin;
    this.journal = journal;
  }

  @Override
  public void settle(Instance dead) throws InterruptedException {
    if (dead.role() != Role.PROCESSOR) {
      return;
    }
    Optional<Life> left = left(dead);
    if (left.isPresent()) {
      FenceOutcome outcome =
          new BrokerFence(admin.get(), ProcessorsConfig.APPLICATION_ID, PATIENCE).end(left.get());
      switch (outcome) {
        case FenceOutcome.Done(Duration took) ->
            journal.note(
                "told the brokers in %d ms that %s is dead"
                    .formatted(took.toMillis(), dead.name()));
        case FenceOutcome.Incomplete(String reason) ->
            journal.note(
                "the brokers could not be told that " + dead.name() + " is dead: " + reason);
      }
    }
  }

  /** Empty when it ended cleanly: then it has told the brokers itself. */
  private Optional<Life> left(Instance dead) {
    try {
      return LifeMark.left(directory.data(dead), ProcessorsConfig.APPLICATION_ID, dead.name());
    } catch (IOException e) {
      journal.note("it is not known how " + dead.name() + " ended: " + e);
      return Optional.empty();
    }
  }
}
