package io.sitehub.connectors.http;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** A task of {@link TicketHttpSinkConnector}: what Connect calls, and nothing else. */
public final class TicketHttpSinkTask extends SinkTask {

  private final Function<HttpSinkConfig, TicketReader> readers;
  private final Clocks clocks;
  private @Nullable BoundedHttp http;
  private @Nullable TicketDelivery delivery;

  /** For Connect. */
  public TicketHttpSinkTask() {
    this(config -> TicketReader.of(config.schemaRegistries()), Clocks.of(InstantSource.system()));
  }

  /** A task whose tickets are read in another way, by another clock. */
  TicketHttpSinkTask(Function<HttpSinkConfig, TicketReader> readers, Clocks clocks) {
    this.readers = readers;
    this.clocks = clocks;
  }

  @Override
  public String version() {
    return PluginVersion.text();
  }

  /**
   * Takes the configuration; nothing is sent yet.
   *
   * @throws org.apache.kafka.common.config.ConfigException when it is wrong
   */
  @Override
  public void start(Map<String, String> props) {
    HttpSinkConfig config = new HttpSinkConfig(props);
    BoundedHttp client = new BoundedHttp(config.connectTimeout(), config.requestTimeout());
    http = client;
    Erp erp =
        new Erp(
            config.format(),
            config.authorization(client, clocks),
            config.answerRules(clocks),
            client);
    delivery =
        new TicketDelivery(
            new TicketDelivery.Neighbours(
                new TicketIntake(config.connectorName(), readers.apply(config)),
                erp,
                new DeadLetters(context.errantRecordReporter())),
            limits(config),
            clocks);
  }

  private static TicketDelivery.Limits limits(HttpSinkConfig config) {
    return new TicketDelivery.Limits(
        config.batchSize(),
        new Round.Pace(config.maxInFlight(), config.requestTimeout()),
        config.putTimeout(),
        new RetryPolicy(
            config.retryBackoff(), config.longestRetryBackoff(), new SplittableRandom()));
  }

  /**
   * Posts tickets, within {@code put.timeout.ms}.
   *
   * @throws DeferredTicketsException when some are left: Connect delivers all of them again
   */
  @Override
  public void put(Collection<SinkRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    try {
      switch (started().deliver(records)) {
        case TicketDelivery.Outcome.Done _ -> {}
        case TicketDelivery.Outcome.Later later -> {
          context.timeout(later.after().toMillis());
          throw new DeferredTicketsException(later.why());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("the task was interrupted", e);
    }
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return started().committable(currentOffsets);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    if (delivery != null) {
      delivery.forget(partitions);
    }
  }

  @Override
  public void stop() {
    if (http != null) {
      http.close();
    }
  }

  private TicketDelivery started() {
    if (delivery == null) {
      throw new IllegalStateException("the task was not started");
    }
    return delivery;
  }
}
