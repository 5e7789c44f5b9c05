package io.sitehub.connectors.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Runs tasks over a log as Connect does: polls some records, delivers them until they are taken,
 * commits now and then what the task lets it, and starts a new task at what was committed when one
 * dies.
 */
final class ConnectLikeRun {

  private static final int LONGEST_POLL = 80;

  private final Map<TopicPartition, List<SinkRecord>> log;
  private final FakeErp erp;
  private final Random random;
  private final Map<String, String> settings;
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final List<FakeContext.DeadLetter> deadLetters = new ArrayList<>();
  private final AtomicReference<RunningTask> running = new AtomicReference<>();
  private volatile boolean killed;
  private int restarts;

  ConnectLikeRun(
      Map<TopicPartition, List<SinkRecord>> log,
      FakeErp erp,
      Random random,
      Map<String, String> settings) {
    this.log = log;
    this.erp = erp;
    this.random = random;
    this.settings = settings;
    log.keySet().forEach(partition -> committed.put(partition, 0L));
  }

  /** Ends the task that runs, in the middle of whatever it does. May be called by any thread. */
  void kill() {
    RunningTask victim = running.get();
    if (victim != null) {
      killed = true;
      victim.task.stop();
    }
  }

  int restarts() {
    return restarts;
  }

  List<FakeContext.DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** Runs until all that there is was committed. */
  void run() throws InterruptedException {
    while (!isThrough(committed)) {
      try (RunningTask task = RunningTask.start(erp, quick())) {
        killed = false;
        running.set(task);
        live(task);
        deadLetters.addAll(task.context.deadLetters());
      }
      restarts++;
    }
    running.set(null);
  }

  /** Short timeouts, since every server that hangs costs one. */
  private String[] quick() {
    Map<String, String> all = new HashMap<>(settings);
    all.put("connect.timeout.ms", "150");
    all.put("request.timeout.ms", "150");
    return all.entrySet().stream()
        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
        .toArray(String[]::new);
  }

  private void live(RunningTask task) throws InterruptedException {
    Map<TopicPartition, Long> current = new HashMap<>(committed);
    while (!killed && !isThrough(committed)) {
      List<SinkRecord> polled = poll(current);
      boolean taken = false;
      while (!taken && !killed) {
        try {
          task.put(polled);
          taken = true;
        } catch (DeferredTicketsException e) {
          commitNowAndThen(task, current);
          TimeUnit.MILLISECONDS.sleep(task.context.timeoutMs());
        }
      }
      if (taken) {
        for (SinkRecord record : polled) {
          current.put(Position.of(record).partition(), record.kafkaOffset() + 1);
        }
        commitNowAndThen(task, current);
      }
    }
  }

  private List<SinkRecord> poll(Map<TopicPartition, Long> current) {
    List<SinkRecord> polled = new ArrayList<>();
    log.forEach((partition, records) -> {
      int from = Math.toIntExact(current.getOrDefault(partition, 0L));
      int to = Math.min(records.size(), from + random.nextInt(LONGEST_POLL));
      polled.addAll(records.subList(from, to));
    });
    return polled;
  }

  /** Connect ignores what goes beyond the records that were taken. */
  private void commitNowAndThen(RunningTask task, Map<TopicPartition, Long> current) {
    if (random.nextInt(3) > 0 && !isThrough(current)) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    current.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    task.task
        .preCommit(offsets)
        .forEach((partition, offset) ->
            committed.put(
                partition, Math.min(offset.offset(), current.getOrDefault(partition, 0L))));
  }

  private boolean isThrough(Map<TopicPartition, Long> offsets) {
    return log.entrySet().stream()
        .allMatch(entry -> offsets.getOrDefault(entry.getKey(), 0L) == entry.getValue().size());
  }
}
