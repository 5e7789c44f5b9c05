package io.sitehub.terminal.journal;

import io.sitehub.terminal.event.Draft;
import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.fate.EventFate;
import io.sitehub.terminal.fate.RefusedEvent;
import io.sitehub.terminal.journal.JournalException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What was published, in its order, until it is settled and forgotten. Many threads may append:
 * what they bring while one commit is under way goes into the next one together.
 *
 * <p>An error of the disk, other than that it is full, makes the journal useless until it is opened
 * again: after a failed flush nobody knows what is on disk.
 */
public final class Journal implements AutoCloseable {
  /** Callers whose events go into one commit at most. */
  private static final int LARGEST_GROUP = 1_000;

  /** How many acknowledged events are forgotten in one transaction at most. */
  private static final int FORGOTTEN_AT_ONCE = 1_000;

  /** How many acknowledged events are asked for their age with each settlement. */
  private static final int LOOKED_FOR_AGE = 10;

  private final Failures failures;
  private final JournalLimits limits;
  private final InstantSource clock;
  private final Connection connection;
  private final EventTable table;
  private final Queue<Append> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private Volume volume;
  private volatile Volume shown;
  private @Nullable Reason useless;

  private Journal(
      Failures failures, JournalLimits limits, InstantSource clock, Connection connection)
      throws SQLException {
    this.failures = failures;
    this.limits = limits;
    this.clock = clock;
    this.connection = connection;
    connection.setAutoCommit(false);
    this.table = new EventTable(connection);
    this.volume = table.volume();
    this.shown = volume;
    connection.commit();
  }

  /**
   * Opens the journal in this file, or makes it. After a power cut it holds everything that had
   * been appended, and looks through the whole file first.
   *
   * @param clock says when events are stored and settled
   * @throws JournalException if it cannot be had for this process alone, or is not sound
   */
  public static Journal open(Path file, JournalLimits limits, InstantSource clock)
      throws JournalException {
    Failures failures = new Failures(file);
    Connection connection = JournalFile.open(file);
    try {
      return new Journal(failures, limits, clock, connection);
    } catch (SQLException e) {
      try {
        connection.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw failures.of(e);
    }
  }

  /**
   * Stores events, all or none; when it returns they are on disk. An event whose name is known and
   * that says the same is not stored again.
   *
   * @throws JournalException if not; its reason says what to do
   */
  public List<Published> append(List<Draft> drafts) throws JournalException {
    Append mine = new Append(drafts);
    queue.add(mine);
    lock.lock();
    try {
      while (!mine.done()) {
        commitGroup();
      }
    } finally {
      lock.unlock();
    }
    return mine.result();
  }

  /** Puts what is queued into one transaction. */
  private void commitGroup() {
    List<Append> group = new ArrayList<>();
    for (Append next = queue.poll(); next != null; next = queue.poll()) {
      group.add(next);
      if (group.size() == LARGEST_GROUP) {
        break;
      }
    }
    boolean committed = false;
    try {
      inTransaction(() -> {
        for (Append append : group) {
          store(append);
        }
        return group;
      });
      committed = true;
    } catch (JournalException e) {
      for (Append append : group) {
        append.failUnlessFailed(e.reason(), String.valueOf(e.getMessage()), e);
      }
    } finally {
      for (Append append : group) {
        if (!committed) {
          append.failUnlessFailed(Reason.IO, "the events were not stored", null);
        }
        append.finish();
      }
    }
  }

  private void store(Append append) throws SQLException {
    Savepoint before = connection.setSavepoint();
    Volume volumeBefore = volume;
    try {
      List<Published> published = new ArrayList<>(append.drafts().size());
      for (Draft draft : append.drafts()) {
        published.add(store(draft));
      }
      append.publish(published);
      connection.releaseSavepoint(before);
    } catch (JournalException | RuntimeException refused) {
      append.fail(refused);
      connection.rollback(before);
      volume = volumeBefore;
    }
  }

  private Published store(Draft draft) throws SQLException, JournalException {
    EventName name = draft.name();
    if (name != null) {
      Optional<EventTable.Row> known = table.find(name);
      if (known.isPresent()) {
        EventTable.Row row = known.get();
        if (!draft.isSameAs(row.body())) {
          throw failures.nameTaken(name);
        }
        return new Published(row.position(), name, row.deviceSeq(), true);
      }
    }
    String device = draft.numberedBy();
    Long deviceSeq = device == null ? null : Long.valueOf(table.nextNumber(device));
    byte[] body = draft.body(deviceSeq == null ? 0 : deviceSeq);
    makeRoom(body.length);
    long position = table.insert(name, deviceSeq, clock.instant(), body);
    volume = volume.stored(body.length);
    return new Published(position, name, deviceSeq, false);
  }

  private void makeRoom(long bytes) throws SQLException, JournalException {
    if (volume.unsettled() >= limits.maxEvents()) {
      throw failures.of(
          Reason.FULL, volume.unsettled() + " events, allowed are " + limits.maxEvents());
    }
    while (volume.bytes() + bytes > limits.maxBytes() && volume.acknowledged() > 0) {
      for (EventTable.Row oldest : table.acknowledged(1)) {
        forget(oldest);
      }
    }
    if (volume.bytes() + bytes > limits.maxBytes()) {
      throw failures.of(
          Reason.FULL,
          "%d bytes and %d more, allowed are %d"
              .formatted(volume.bytes(), bytes, limits.maxBytes()));
    }
  }

  /**
   * The first events that wait, in their order.
   *
   * @param limit how many at most
   * @param maxBytes how long their bodies may be together, with one byte between them; the first is
   *     given however long it is
   */
  public List<JournalEntry> waiting(int limit, long maxBytes) throws JournalException {
    return locked(
        () -> table.waiting(limit, maxBytes).stream().map(EventTable.Row::toEntry).toList());
  }

  /**
   * Notes what was decided about events, and forgets acknowledged ones beyond the limits. On disk
   * when it returns. What does not wait any more is left as it is.
   */
  public void settle(List<Settlement> settlements) throws JournalException {
    locked(() -> {
      Instant now = clock.instant();
      for (Settlement settlement : settlements) {
        if (table.settle(settlement, now)) {
          volume =
              settlement instanceof Settlement.Refuse
                  ? volume.refusedOne()
                  : volume.acknowledgedOne();
        }
      }
      forgetBeyondLimits(now);
      return settlements;
    });
  }

  private void forgetBeyondLimits(Instant now) throws SQLException {
    long surplus = Math.max(0, volume.acknowledged() - limits.keptEvents());
    Instant keptSince = now.minus(limits.keptFor());
    int looked = (int) Math.min(FORGOTTEN_AT_ONCE, surplus + LOOKED_FOR_AGE);
    for (EventTable.Row row : table.acknowledged(looked)) {
      if (surplus > 0 || row.settledAt().isBefore(keptSince)) {
        forget(row);
        surplus--;
      } else {
        return;
      }
    }
  }

  private void forget(EventTable.Row row) throws SQLException {
    table.delete(row.position());
    volume = volume.forgot(1, row.body().length);
  }

  /** What became of the event with this name; empty if it is not known, or not any more. */
  public Optional<EventFate> find(EventName name) throws JournalException {
    return locked(() -> table.find(name).map(EventTable.Row::toFate));
  }

  /** What became of the event at this position; empty if it is not known, or not any more. */
  public Optional<EventFate> find(long position) throws JournalException {
    return locked(() -> table.find(position).map(EventTable.Row::toFate));
  }

  /** The first {@code limit} events set aside after a position, in their order. */
  public List<RefusedEvent> refused(long after, int limit) throws JournalException {
    return locked(
        () -> table.refused(after, limit).stream().map(EventTable.Row::toRefused).toList());
  }

  /** Lets a refused event wait again, in its old place; false if there is none. */
  public boolean redrive(long position) throws JournalException {
    return locked(() -> {
      boolean redriven = table.redrive(position);
      if (redriven) {
        volume = volume.redrivenOne();
      }
      return redriven;
    });
  }

  /** Forgets a refused event; false if there is none. */
  public boolean discard(long position) throws JournalException {
    return locked(() -> {
      Optional<EventTable.Row> refused = table.find(position).filter(EventTable.Row::refused);
      if (refused.isPresent()) {
        table.delete(position);
        volume = volume.discardedOne(refused.get().body().length);
      }
      return refused.isPresent();
    });
  }

  /** How much it holds now. */
  public Volume volume() {
    return shown;
  }

  /** Closes the file and empties the write-ahead log into it. Closing twice does nothing. */
  @Override
  public void close() throws JournalException {
    lock.lock();
    try {
      if (useless != Reason.CLOSED) {
        useless = Reason.CLOSED;
        connection.close();
      }
    } catch (SQLException e) {
      throw failures.of(e);
    } finally {
      lock.unlock();
    }
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T locked(Work<T> work) throws JournalException {
    lock.lock();
    try {
      return inTransaction(work);
    } finally {
      lock.unlock();
    }
  }

  /** All or nothing, and on disk when it returns. The caller has the lock. */
  private <T> T inTransaction(Work<T> work) throws JournalException {
    if (useless != null) {
      throw failures.of(useless, "it takes nothing any more");
    }
    Volume before = volume;
    boolean committed = false;
    try {
      T result = work.run();
      connection.commit();
      committed = true;
      shown = volume;
      return result;
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      if (!committed) {
        volume = before;
        rollBack();
      }
    }
  }

  private JournalException failed(SQLException cause) {
    JournalException failure = failures.of(cause);
    if (failure.reason() != Reason.DISK_FULL) {
      useless = failure.reason();
    }
    return failure;
  }

  /**
   * SQLite has rolled back by itself after some errors, a full disk among them; then there is
   * nothing to roll back, and the driver has to be given the transaction that it takes for open.
   */
  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      if (!Failures.isNothingToRollBack(e) || !begun()) {
        useless = Reason.IO;
      }
    }
  }

  private boolean begun() {
    try (Statement sql = connection.createStatement()) {
      sql.execute("BEGIN");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
