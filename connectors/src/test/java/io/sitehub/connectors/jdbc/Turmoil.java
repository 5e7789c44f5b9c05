package io.sitehub.connectors.jdbc;

import io.sitehub.connectors.ticket.TicketLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;

/**
 * A task after another on one log: they die, are replaced while they still believe to be members,
 * wake up and go on, lose their connection in the middle of anything; and Connect believes what it
 * was told at some time or other.
 */
final class Turmoil {

  private static final int MOST_TURNS = 3_000;

  private final TicketLog log;
  private final Map<String, String> config;
  private final ErpDatabase database;
  private final RandomGenerator random;
  private final MovableClock clock;
  private final List<FakeWorker> zombies = new ArrayList<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private FakeWorker member;

  Turmoil(
      TicketLog log,
      Map<String, String> config,
      ErpDatabase database,
      RandomGenerator random,
      MovableClock clock) {
    this.log = log;
    this.config = config;
    this.database = database;
    this.random = random;
    this.clock = clock;
    this.member = start();
  }

  /** Goes on until all is written, with the last one alone. */
  void run() {
    for (int turn = 0; turn < MOST_TURNS / 10; turn++) {
      switch (random.nextInt(12)) {
        case 0 -> {
          if (random.nextBoolean()) {
            zombies.add(member); // it freezes; the group gives its partitions to another one
          }
          member = start();
        }
        case 1 -> cutDuring(() -> member.turn(1 + random.nextInt(8)));
        case 2 -> committed.putAll(member.committed());
        case 3 -> zombies.forEach(zombie -> zombie.turn(1 + random.nextInt(20)));
        case 4 -> clock.pass(Duration.ofSeconds(random.nextInt(5)));
        default -> member.turn(1 + random.nextInt(8));
      }
    }
    zombies.forEach(zombie -> zombie.lose(log.names()));
    clock.pass(Duration.ofSeconds(30));
    for (int turn = 0; turn < MOST_TURNS && member.turn(50); turn++) {
      clock.pass(Duration.ofSeconds(1));
    }
  }

  /** At no time in particular: also between a commit and its answer. */
  private void cutDuring(Runnable turn) {
    long delayMicros = random.nextLong(8_000);
    Thread cutting =
        Thread.ofPlatform()
            .start(() -> {
              LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(delayMicros));
              database.cutConnections();
            });
    turn.run();
    try {
      cutting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FakeWorker start() {
    FakeWorker started = TicketJdbcSinkIT.worker(log, clock);
    started.start(config, log.names(), committed);
    return started;
  }
}
