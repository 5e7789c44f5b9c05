package io.sitehub.connectors.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** What a worker is to a task: remembers what it is told. */
final class FakeContext implements SinkTaskContext {

  record DeadLetter(SinkRecord record, Throwable error) {}

  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final boolean hasReporter;
  private Supplier<Future<Void>> writing = () -> CompletableFuture.completedFuture(null);
  private long timeoutMs = -1;

  FakeContext() {
    this(true);
  }

  FakeContext(boolean hasReporter) {
    this.hasReporter = hasReporter;
  }

  List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** What the task gets for each dead letter from now on. */
  void writeDeadLettersWith(Supplier<Future<Void>> supplier) {
    writing = supplier;
  }

  /** What the task asked for last. */
  long timeoutMs() {
    return timeoutMs;
  }

  @Override
  public @Nullable ErrantRecordReporter errantRecordReporter() {
    if (!hasReporter) {
      return null;
    }
    return (record, error) -> {
      deadLetters.add(new DeadLetter(record, error));
      return writing.get();
    };
  }

  @Override
  public void timeout(long askedMs) {
    timeoutMs = askedMs;
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {}

  @Override
  public void offset(TopicPartition partition, long offset) {}

  @Override
  public Set<TopicPartition> assignment() {
    return Set.of();
  }

  @Override
  public void pause(TopicPartition... partitions) {}

  @Override
  public void resume(TopicPartition... partitions) {}

  @Override
  public void requestCommit() {}

  @Override
  public PluginMetrics pluginMetrics() {
    throw new UnsupportedOperationException();
  }
}
