package io.sitehub.connectors.http;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** A task with the worker around it: delivers again what the task puts off. */
final class RunningTask implements AutoCloseable {

  static final String NAME = "erp-http";

  private static final int MOST_ATTEMPTS = 100;

  final FakeContext context;
  final TicketHttpSinkTask task;
  private int deliveries;

  private RunningTask(FakeContext context, TicketHttpSinkTask task) {
    this.context = context;
    this.task = task;
  }

  static RunningTask start(FakeErp erp, String... settings) {
    return start(erp, new FakeContext(), Clocks.of(InstantSource.system()), settings);
  }

  static RunningTask start(FakeErp erp, FakeContext context, Clocks clocks, String... settings) {
    TicketHttpSinkTask task = new TicketHttpSinkTask(config -> Tickets.reader(), clocks);
    task.initialize(context);
    task.start(settings(erp, settings));
    return new RunningTask(context, task);
  }

  /** Settings that make a test quick, and those given: key, value, key, value. */
  static Map<String, String> settings(FakeErp erp, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", NAME);
    settings.put("erp.url", erp.url("/tickets"));
    settings.put("schema.registry.url", "http://127.0.0.1:1");
    settings.put("connect.timeout.ms", "3000");
    settings.put("request.timeout.ms", "3000");
    settings.put("put.timeout.ms", "10000");
    settings.put("retry.backoff.ms", "1");
    settings.put("retry.backoff.max.ms", "2");
    settings.put("consumer.override.isolation.level", "read_committed");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  void put(SinkRecord... records) {
    put(Arrays.asList(records));
  }

  /** Delivers once. */
  void put(Collection<SinkRecord> records) {
    deliveries++;
    task.put(records);
  }

  /** Delivers until the task is through, as Connect does. */
  void deliver(SinkRecord... records) throws InterruptedException {
    List<SinkRecord> batch = Arrays.asList(records);
    for (int attempt = 1; ; attempt++) {
      try {
        put(batch);
        return;
      } catch (DeferredTicketsException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw new AssertionError("put off " + attempt + " times", e);
        }
        TimeUnit.MILLISECONDS.sleep(context.timeoutMs());
      }
    }
  }

  int deliveries() {
    return deliveries;
  }

  /** What the task lets be committed of partition 0 of a topic, when Connect is at an offset. */
  long committed(String topic, long current) {
    TopicPartition partition = new TopicPartition(topic, 0);
    return task.preCommit(Map.of(partition, new OffsetAndMetadata(current)))
        .getOrDefault(partition, new OffsetAndMetadata(0))
        .offset();
  }

  @Override
  public void close() {
    task.stop();
  }
}
