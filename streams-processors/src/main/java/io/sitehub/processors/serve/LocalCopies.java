package io.sitehub.processors.serve;

import io.sitehub.kit.lifecycle.Component;
import io.sitehub.processors.state.Progress;
import io.sitehub.processors.state.StateSpace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies this instance holds, and how old each is. Who holds what and where the log ends is
 * looked up in the background, so that a query waits for nobody.
 *
 * <p>A copy that is being restored is held from the start and nearly empty at first. So a copy
 * answers when it is near; and from then on whatever its lag, as long as it is held and has not
 * gone back behind what it had then: while one that died is replaced, more may come than is near,
 * and an old answer that says so is better than none.
 *
 * <p>A leader that was frozen while another one took over answers, until it has heard of that,
 * where its log ended then. So an answer of the brokers says nothing of the instant at which it was
 * asked for, but of the one at which the answer before was: a leader that is none any more has had
 * the time between the two to find out.
 *
 * <p>An instance that is cut off from the brokers does not learn that others have taken over from
 * it. So it calls no copy active whose log's end it has not heard for a session timeout.
 */
public final class LocalCopies implements Component {

  private static final Logger log = LoggerFactory.getLogger(LocalCopies.class);

  /** A replaced leader has found out by then: 1.5 s after its link was back is the longest seen. */
  private static final Duration SETTLES = Duration.ofSeconds(5);

  private final LocalState state;
  private final LogEnd logEnd;
  private final InstantSource clock;
  private final Duration every;
  private final Duration heardWithin;
  private final long maxLag;
  private volatile Map<Integer, Held> held = Map.of();
  private Instant failedAt = Instant.EPOCH;
  private volatile @Nullable Thread watcher;

  /**
   * A partition this instance holds.
   *
   * @param end offset behind the last record of the log, or -1 while it is not known
   * @param asked when that was asked
   * @param endAsOf what was acknowledged before that is before the end; the epoch while nothing can
   *     be said
   * @param reached offset of the last record it had taken in when it was near; -1 if it never was,
   *     or has lost that since
   */
  private record Held(Role role, long end, Instant asked, Instant endAsOf, long reached) {}

  /**
   * @param every how often to look
   * @param heardWithin how long an instance may be active without a word from the brokers: their
   *     session timeout
   * @param maxLag records by which a copy may be behind and be near all the same
   */
  public LocalCopies(
      LocalState state,
      LogEnd logEnd,
      InstantSource clock,
      Duration every,
      Duration heardWithin,
      long maxLag) {
    this.state = state;
    this.logEnd = logEnd;
    this.clock = clock;
    this.every = every;
    this.heardWithin = heardWithin;
    this.maxLag = maxLag;
  }

  @Override
  public String name() {
    return "local-copies";
  }

  @Override
  public void start() {
    watcher = Thread.ofVirtual().name("watch-local-copies").start(this::watch);
  }

  @Override
  public void stop(Duration within) throws InterruptedException {
    Thread running = watcher;
    if (running != null) {
      running.interrupt();
      running.join(within);
    }
  }

  /** The partitions held when last looked, with their roles. */
  public Map<Integer, Role> roles() {
    Map<Integer, Role> roles = new TreeMap<>();
    held.forEach((partition, copy) -> roles.put(partition, role(copy)));
    return roles;
  }

  /** How long ago the log's end was heard; empty when it never was, or the copy is not held. */
  public Optional<Duration> endHeardAgo(int partition) {
    Held copy = held.get(partition);
    return copy == null || copy.end() < 0
        ? Optional.empty()
        : Optional.of(Duration.between(copy.asked(), clock.instant()));
  }

  private Role role(Held copy) {
    return isHeard(copy) ? copy.role() : Role.STANDBY;
  }

  private boolean isHeard(Held copy) {
    return copy.end() >= 0
        && Duration.between(copy.asked(), clock.instant()).compareTo(heardWithin) <= 0;
  }

  /** The copy of a partition, as it is now. */
  public CopyAccess open(int partition) {
    Held copy = held.get(partition);
    try {
      return copy == null ? absent() : open(partition, copy);
    } catch (InvalidStateStoreException e) {
      return new CopyAccess.NotReady("the copy is being moved or opened");
    } catch (IllegalStateException e) {
      return new CopyAccess.NotReady("the instance is starting, stopping or broken");
    }
  }

  private CopyAccess absent() {
    return held.isEmpty() && !state.isRunning()
        ? new CopyAccess.NotReady("the instance is " + state.state())
        : new CopyAccess.NotHeld();
  }

  private CopyAccess open(int partition, Held copy) {
    if (copy.end() < 0) {
      return new CopyAccess.NotReady("the end of the log is not known yet");
    }
    StateSpace space = StateSpace.readOnly(state.store(partition));
    Progress progress = Progress.read(space, partition);
    if (progress == null && copy.end() > 0) {
      return new CopyAccess.NotReady("the copy is empty and the log is not");
    }
    long lag = lag(progress, copy.end());
    boolean wasNear =
        copy.reached() >= 0 && progress != null && progress.offset() >= copy.reached();
    if (!wasNear && lag > maxLag) {
      return new CopyAccess.NotReady("the copy is " + lag + " records behind");
    }
    Instant asOf = asOf(copy, lag, progress);
    if (asOf.equals(Instant.EPOCH)) {
      return new CopyAccess.NotReady("the end of the log is not certain yet");
    }
    // Against an end that is old nobody can say that there is nothing more.
    return new CopyAccess.Open(role(copy), asOf, isHeard(copy) ? lag : Math.max(1, lag), space);
  }

  /** What was acknowledged before is in the copy; the epoch while nothing can be said. */
  private static Instant asOf(Held copy, long lag, @Nullable Progress progress) {
    boolean known = !copy.endAsOf().equals(Instant.EPOCH);
    return progress == null || (known && lag == 0) ? copy.endAsOf() : progress.recordedAt();
  }

  private static long lag(@Nullable Progress progress, long end) {
    return progress == null ? 0 : Math.max(0, end - progress.offset() - 1);
  }

  /** See {@link Held}; {@code before} is what was known of the same copy. */
  private long reached(int partition, long end, long before) {
    try {
      Progress progress = Progress.read(StateSpace.readOnly(state.store(partition)), partition);
      if (progress == null || progress.offset() < before) {
        return -1;
      }
      return lag(progress, end) <= maxLag ? progress.offset() : before;
    } catch (InvalidStateStoreException | IllegalStateException e) {
      return before; // it is being moved or opened, and is looked at again
    }
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        refresh();
        TimeUnit.NANOSECONDS.sleep(every.toNanos());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("looking at the local copies failed; looking again");
      }
    }
  }

  /** Looks once. */
  void refresh() throws InterruptedException {
    Map<Integer, Role> roles;
    try {
      roles = state.roles();
    } catch (IllegalStateException e) {
      held = Map.of();
      return;
    }
    Map<Integer, Held> before = held;
    publish(roles, before, Map.of(), Instant.EPOCH);
    if (roles.isEmpty()) {
      return;
    }
    Instant asked = clock.instant();
    try {
      publish(roles, before, logEnd.endOffsets(roles.keySet()), asked);
    } catch (KafkaException e) {
      // Answers go on and say how old they are.
      failedAt = clock.instant();
      log.atDebug().setCause(e).log("the end of the log is not known");
    }
  }

  private Instant vouchedFor(Held before, Instant asked) {
    return asked.isAfter(failedAt.plus(SETTLES)) ? before.asked() : before.endAsOf();
  }

  private void publish(
      Map<Integer, Role> roles, Map<Integer, Held> last, Map<Integer, Long> ends, Instant asked) {
    Map<Integer, Held> now = new TreeMap<>();
    roles.forEach((partition, role) -> {
      Long end = ends.get(partition);
      Held known = last.get(partition);
      long reached = known == null ? -1 : known.reached();
      if (end != null) {
        Instant endAsOf = known == null ? Instant.EPOCH : vouchedFor(known, asked);
        now.put(partition, new Held(role, end, asked, endAsOf, reached(partition, end, reached)));
      } else {
        now.put(
            partition,
            known == null
                ? new Held(role, -1, Instant.EPOCH, Instant.EPOCH, -1)
                : new Held(role, known.end(), known.asked(), known.endAsOf(), reached));
      }
    });
    held = now;
  }
}
