package io.sitehub.connectors.jdbc;

import io.sitehub.connectors.ticket.TicketLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Does with a task what a worker of Connect does, and as that does it. */
final class FakeWorker {

  private final TicketLog log;
  private final TicketJdbcSinkTask task;
  private final Context context = new Context();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private List<SinkRecord> batch = List.of();
  private boolean redelivers;
  private String lastFailure = "";

  FakeWorker(TicketLog log, TicketJdbcSinkTask task) {
    this.log = log;
    this.task = task;
  }

  /** Starts the task with these partitions, where Connect believes it to be. */
  void start(
      Map<String, String> config, List<TopicPartition> partitions, Map<TopicPartition, Long> at) {
    task.initialize(context);
    task.start(config);
    partitions.forEach(partition -> positions.put(partition, at.getOrDefault(partition, 0L)));
    task.open(partitions);
  }

  /** One turn: hands over what was not taken, or else at most so many records a partition. */
  boolean turn(int most) {
    positions.putAll(context.rewinds);
    context.rewinds.clear();
    if (!redelivers) {
      batch = new ArrayList<>();
      for (TopicPartition partition : log.names()) {
        Long position = positions.get(partition);
        if (position != null) {
          List<SinkRecord> polled = log.from(partition, position, most);
          batch.addAll(polled);
          if (!polled.isEmpty()) {
            positions.put(partition, polled.getLast().kafkaOffset() + 1);
          }
        }
      }
    }
    try {
      task.put(batch);
      redelivers = false;
      lastFailure = "";
      return !batch.isEmpty() || !context.rewinds.isEmpty();
    } catch (RetriableException e) {
      redelivers = true;
      lastFailure = String.valueOf(e.getMessage());
      return true;
    }
  }

  /** Turns until there is nothing left to hand over. */
  void drain(int most) {
    while (turn(most)) {
      // A bound on it all is the time that a test may take.
      if (redelivers) {
        Thread.onSpinWait();
      }
    }
  }

  /** The group took the partitions away. */
  void lose(List<TopicPartition> partitions) {
    task.close(partitions);
    partitions.forEach(positions::remove);
    batch = List.of();
    redelivers = false;
  }

  /** What Connect would commit now. */
  Map<TopicPartition, Long> committed() {
    Map<TopicPartition, Long> committed = new HashMap<>();
    task.preCommit(Map.of()).forEach((partition, at) -> committed.put(partition, at.offset()));
    return committed;
  }

  void stop() {
    task.stop();
  }

  /** Why the last turn was not taken; empty if it was. */
  String lastFailure() {
    return lastFailure;
  }

  /** What was put aside: the record's offset and the reason. */
  Map<Long, String> rejected() {
    return context.rejected;
  }

  private static final class Context implements SinkTaskContext {
    private final Map<TopicPartition, Long> rewinds = new HashMap<>();
    private final Map<Long, String> rejected = new HashMap<>();
    private final Metrics metrics = new Metrics();

    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
      rewinds.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition tp, long offset) {
      rewinds.put(tp, offset);
    }

    @Override
    public void timeout(long timeoutMs) {
      // It hands over at once.
    }

    @Override
    public Set<TopicPartition> assignment() {
      return Set.of();
    }

    @Override
    public void pause(TopicPartition... partitions) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void resume(TopicPartition... partitions) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void requestCommit() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
      return this::report;
    }

    private Future<Void> report(SinkRecord record, Throwable error) {
      rejected.put(record.kafkaOffset(), String.valueOf(error.getMessage()));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public PluginMetrics pluginMetrics() {
      return new PluginMetricsImpl(metrics, Map.of());
    }
  }
}
