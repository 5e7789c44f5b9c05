package io.sitehub.processors.run;

import io.sitehub.kit.health.Health;
import io.sitehub.kit.lifecycle.Component;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka Streams as a part of a service. */
public final class StreamsClient implements Component {

  private static final Logger log = LoggerFactory.getLogger(StreamsClient.class);

  private final FormerLife formerLife;
  private final Supplier<KafkaStreams> factory;
  private final Runnable onFault;
  private volatile @Nullable KafkaStreams streams;
  private volatile boolean closed = true;

  /**
   * @param formerLife is told of a clean end
   * @param factory makes the client; called when the service starts
   * @param onFault called once, from a thread of Streams, when the client has stopped for a fault
   */
  public StreamsClient(FormerLife formerLife, Supplier<KafkaStreams> factory, Runnable onFault) {
    this.formerLife = formerLife;
    this.factory = factory;
    this.onFault = onFault;
  }

  @Override
  public String name() {
    return "streams";
  }

  @Override
  public void start() {
    KafkaStreams made = factory.get();
    made.setUncaughtExceptionHandler(new FailurePolicy());
    made.setStateListener(this::stateChanged);
    streams = made;
    closed = false;
    made.start();
  }

  /** Leaves the group, so that the others take over at once instead of waiting for a timeout. */
  @Override
  public void stop(Duration within) throws IOException {
    KafkaStreams running = streams;
    if (running != null) {
      boolean faulty = running.state() == KafkaStreams.State.ERROR;
      closed =
          running.close(
              CloseOptions.timeout(within)
                  .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
      if (closed && !faulty) {
        formerLife.ended();
      }
    }
  }

  /** Whether no thread of the client can use a store: it was not started, or has ended in time. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * The client.
   *
   * @throws IllegalStateException before the start
   */
  public KafkaStreams streams() {
    KafkaStreams made = streams;
    if (made == null) {
      throw new IllegalStateException("the streams client is not started");
    }
    return made;
  }

  /** Ready while it runs, and while only the assignment changes: copies go on answering. */
  public Health health() {
    KafkaStreams made = streams;
    if (made == null) {
      return Health.notReady("not started");
    }
    KafkaStreams.State state = made.state();
    String word = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return state.isRunningOrRebalancing() ? Health.ready(word) : Health.notReady(word);
  }

  private void stateChanged(KafkaStreams.State now, KafkaStreams.State before) {
    log.atInfo().addKeyValue("from", before).addKeyValue("to", now).log("streams changed state");
    if (now == KafkaStreams.State.ERROR) {
      onFault.run();
    }
  }
}
