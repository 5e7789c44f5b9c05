package io.sitehub.terminal.send;

import io.sitehub.terminal.fate.EventFate;
import io.sitehub.terminal.fate.Fate;
import io.sitehub.terminal.fate.FateListener;
import io.sitehub.terminal.fate.Refusal;
import io.sitehub.terminal.fate.SendFailure;
import io.sitehub.terminal.fate.Violation;
import io.sitehub.terminal.journal.Journal;
import io.sitehub.terminal.journal.JournalEntry;
import io.sitehub.terminal.journal.JournalException;
import io.sitehub.terminal.journal.JournalException.Reason;
import io.sitehub.terminal.journal.Settlement;
import io.sitehub.terminal.send.Gateways.Gateway;
import io.sitehub.terminal.send.SenderStatus.State;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains a journal, from its head, with one request at a time: so the events of a device arrive in
 * their order, whatever has to be sent again. A thread of its own.
 */
public final class Sender {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final Duration PAUSE_ON_FULL_DISK = Duration.ofSeconds(1);

  /** Brackets around a batch; the commas are counted with the events. */
  private static final int BRACKETS = 2;

  private final Journal journal;
  private final SendLimits limits;
  private final InstantSource clock;
  private final FateListener listener;
  private final Gateways gateways;
  private final GatewayHttp http;
  private final BatchSize size;
  private final Attempts attempts = new Attempts();
  private final Wakeup wakeup = new Wakeup();
  private final Thread thread;
  private volatile SenderStatus status = new SenderStatus(State.IDLE, null, null, 0, 0);

  /**
   * @param gateways base addresses; at least one
   * @param random for the jitter of pauses
   * @param headers sent with every request
   * @param ssl whom to trust; null: as Java does
   */
  public Sender(
      Journal journal,
      List<URI> gateways,
      SendLimits limits,
      RandomGenerator random,
      Map<String, String> headers,
      @Nullable SSLContext ssl,
      InstantSource clock,
      FateListener listener) {
    this.journal = journal;
    this.limits = limits;
    this.clock = clock;
    this.listener = listener;
    this.gateways = new Gateways(gateways, limits, random, System::nanoTime);
    this.http = new GatewayHttp(limits, headers, ssl, clock);
    this.size = new BatchSize(limits.maxBatchEvents());
    this.thread = new Thread(this::run, "sitehub-sender");
    this.thread.setDaemon(true);
  }

  /** Begins to send. */
  public void start() {
    thread.start();
  }

  /** There is something new in the journal. */
  public void wakeUp() {
    wakeup.signal();
  }

  /** How sending goes. */
  public SenderStatus status() {
    return status;
  }

  /** The same fate, with what the sender knows of it. */
  public EventFate enrich(EventFate stored) {
    return stored.fate() instanceof Fate.Waiting waiting
        ? new EventFate(stored.position(), stored.name(), attempts.of(stored.position(), waiting))
        : stored;
  }

  /**
   * Goes on until nothing waits, or until the deadline; then a request under way is given up: its
   * outcome is unknown, and its events are sent again when the journal is opened again.
   */
  public void stop(Duration deadline) throws InterruptedException {
    wakeup.finish();
    thread.join(Math.max(1, deadline.toMillis()));
    thread.interrupt();
    thread.join();
  }

  private void run() {
    State end = State.STOPPED;
    try {
      while (sendNext()) {
        // Until it is told to finish and there is nothing left.
      }
    } catch (InterruptedException e) {
      log.atDebug().log("a sender was stopped at its deadline");
    } catch (JournalException e) {
      end = State.BROKEN;
      log.atError().setCause(e).log("nothing is sent any more: the journal cannot be used");
    } finally {
      status = with(end);
    }
  }

  /** Returns false when there is nothing left and nothing will come. */
  private boolean sendNext() throws InterruptedException, JournalException {
    List<JournalEntry> batch =
        journal.waiting(size.events(), limits.maxBatchBytes() - BRACKETS + 1);
    if (batch.isEmpty()) {
      status = with(State.IDLE);
      return wakeup.await();
    }
    List<JournalEntry> damaged = batch.stream().filter(entry -> !entry.intact()).toList();
    if (!damaged.isEmpty()) {
      setAsideDamaged(damaged);
      return true;
    }
    Gateway gateway = gateways.choose();
    wakeup.pause(Duration.ofNanos(gateways.waitNanos(gateway)));
    attempts.sent(batch);
    Answer answer = http.post(gateway.address(), batch);
    if (answer instanceof Answer.Failed failed) {
      fail(gateway, batch, failed);
      return true;
    }
    gateways.succeeded(gateway);
    status = answered(answer);
    settle(batch, answer);
    return true;
  }

  private void fail(Gateway gateway, List<JournalEntry> batch, Answer.Failed failed) {
    gateways.failed(gateway, failed.retryAfter());
    size.failed();
    SendFailure failure =
        new SendFailure(gateway.address(), clock.instant(), failed.kind(), failed.detail());
    attempts.failed(batch, failure);
    SenderStatus before = status;
    if (before.state() != State.RETRYING) {
      log.atWarn()
          .addKeyValue("gateway", failure.gateway())
          .addKeyValue("kind", failure.kind())
          .addKeyValue("detail", failure.detail())
          .log("a gateway did not take events; they are sent again");
    }
    status =
        new SenderStatus(
            State.RETRYING,
            failure,
            before.lastAcknowledgedAt(),
            before.requests() + 1,
            before.failedRequests() + 1);
  }

  private SenderStatus answered(Answer answer) {
    SenderStatus before = status;
    Instant acknowledged =
        answer instanceof Answer.Stored ? clock.instant() : before.lastAcknowledgedAt();
    return new SenderStatus(
        State.SENDING,
        before.lastFailure(),
        acknowledged,
        before.requests() + 1,
        before.failedRequests());
  }

  private SenderStatus with(State state) {
    SenderStatus before = status;
    return new SenderStatus(
        state,
        before.lastFailure(),
        before.lastAcknowledgedAt(),
        before.requests(),
        before.failedRequests());
  }

  private void settle(List<JournalEntry> batch, Answer answer)
      throws JournalException, InterruptedException {
    long last = batch.get(batch.size() - 1).position();
    if (answer instanceof Answer.Indivisible) {
      size.halve(batch.size(), last);
      return;
    }
    List<JournalEntry> settled = new ArrayList<>();
    List<Settlement> settlements = new ArrayList<>();
    if (answer instanceof Answer.Stored stored) {
      for (int i = 0; i < batch.size(); i++) {
        Answer.Place place = stored.places().get(i);
        long position = batch.get(i).position();
        settled.add(batch.get(i));
        settlements.add(new Settlement.Acknowledge(position, place.partition(), place.offset()));
      }
      size.succeeded(last);
    } else if (answer instanceof Answer.Refused refused) {
      refused
          .byIndex()
          .forEach((index, refusal) -> {
            settled.add(batch.get(index));
            settlements.add(new Settlement.Refuse(batch.get(index).position(), refusal));
          });
    }
    write(settled, settlements);
  }

  private void setAsideDamaged(List<JournalEntry> damaged)
      throws JournalException, InterruptedException {
    Refusal refusal =
        new Refusal(
            0,
            "Damaged on disk",
            "What lies in the journal is not what was published: its checksum differs.",
            List.of());
    List<Settlement> settlements = new ArrayList<>();
    for (JournalEntry entry : damaged) {
      settlements.add(new Settlement.Refuse(entry.position(), refusal));
    }
    write(damaged, settlements);
  }

  /** A full disk is waited for: sending what is acknowledged once more would not make room. */
  private void write(List<JournalEntry> settled, List<Settlement> settlements)
      throws JournalException, InterruptedException {
    while (true) {
      try {
        journal.settle(settlements);
        break;
      } catch (JournalException e) {
        if (e.reason() != Reason.DISK_FULL) {
          throw e;
        }
        log.atWarn().setCause(e).log("what was acknowledged cannot be noted yet");
        Thread.sleep(PAUSE_ON_FULL_DISK.toMillis());
      }
    }
    Instant now = clock.instant();
    for (int i = 0; i < settled.size(); i++) {
      attempts.settled(settled.get(i).position());
      tell(settled.get(i), settlements.get(i), now);
    }
  }

  private void tell(JournalEntry entry, Settlement settlement, Instant now) {
    Fate fate;
    if (settlement instanceof Settlement.Acknowledge done) {
      fate = new Fate.Acknowledged(now, done.partition(), done.offset());
    } else {
      Refusal refusal = ((Settlement.Refuse) settlement).refusal();
      fate = new Fate.Refused(now, refusal);
      log.atWarn()
          .addKeyValue("event", entry.name())
          .addKeyValue("status", refusal.status())
          .addKeyValue("rules", refusal.violations().stream().map(Violation::rule).toList())
          .log("an event was refused and is set aside");
    }
    try {
      listener.onSettled(new EventFate(entry.position(), entry.name(), fate));
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("a listener failed");
    }
  }
}
