package io.sitehub.processors.run;

import io.sitehub.kit.lifecycle.Component;
import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.StartRefused;
import io.sitehub.processors.fence.BrokerFence;
import io.sitehub.processors.fence.Fence;
import io.sitehub.processors.fence.FenceOutcome;
import io.sitehub.processors.fence.Life;
import io.sitehub.processors.fence.LifeMark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends for the brokers what this instance was before, if it did not end cleanly and nobody else has
 * ended it. Started again within the session timeout it would get its tasks back, though its state
 * is gone, while the standby that has all of it looks on. So that is done before the new life
 * begins.
 */
public final class FormerLife implements Component {

  private static final Logger log = LoggerFactory.getLogger(FormerLife.class);

  /** Longer than the death of a broker takes; without an answer the brokers' timeouts do it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path stateDirectory;
  private final String applicationId;
  private final String instance;
  private final int threads;
  private final Fence fence;
  private @Nullable LifeMark mark;
  private volatile boolean ended;

  /**
   * @param stateDirectory of Kafka Streams
   * @param applicationId the consumer group and prefix of transactional ids
   * @param instance the prefix of the members' {@code group.instance.id}
   * @param threads stream threads of the life that begins
   * @param admin stays the caller's to close
   */
  public FormerLife(
      Path stateDirectory, String applicationId, String instance, int threads, Admin admin) {
    this.stateDirectory = stateDirectory;
    this.applicationId = applicationId;
    this.instance = instance;
    this.threads = threads;
    this.fence = new BrokerFence(admin, applicationId, PATIENCE);
  }

  @Override
  public String name() {
    return "former-life";
  }

  /**
   * Begins a life, and ends the one before if that is not done.
   *
   * @throws StartRefused when another process lives in the state directory
   * @throws IOException when the state directory cannot be written to
   */
  @Override
  public void start() throws IOException, StartRefused, InterruptedException {
    LifeMark taken =
        LifeMark.take(stateDirectory)
            .orElseThrow(() ->
                new StartRefused(
                    ExitCode.TEMPORARY,
                    "another process uses the state in " + stateDirectory + " (key state.dir)",
                    null));
    mark = taken;
    Optional<Life> former = taken.before(stateDirectory, applicationId, instance);
    if (former.isPresent()) {
      end(former.get());
    }
    taken.begun(threads);
  }

  /** Notes nothing: only the client knows whether its end was clean. */
  @Override
  public void stop(Duration within) {}

  /** Whether everything has ended as it should, so that nobody has to end it. */
  public boolean isEnded() {
    return ended;
  }

  /**
   * By what the brokers know this life; empty until Kafka Streams has given the process an id, and
   * when the life has ended.
   */
  public Optional<Life> life() {
    return ended
        ? Optional.empty()
        : LifeMark.processId(stateDirectory, applicationId)
            .map(id -> new Life(instance, Optional.of(id), threads));
  }

  /** Notes that everything has ended as it should. */
  void ended() throws IOException {
    ended = true;
    LifeMark taken = mark;
    if (taken != null) {
      taken.ended();
    }
  }

  private void end(Life former) throws InterruptedException {
    switch (fence.end(former)) {
      case FenceOutcome.Done(Duration took) ->
          log.atInfo()
              .addKeyValue("ms", took.toMillis())
              .log("the former life of this instance did not end cleanly; the brokers know it now");
      case FenceOutcome.Incomplete(String reason) ->
          log.atWarn()
              .addKeyValue("cause", reason)
              .log("the former life of this instance is left to the brokers' time-outs");
    }
  }
}
