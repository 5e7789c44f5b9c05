package io.sitehub.processors.queue;

import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitState;
import io.sitehub.processors.state.KeyReader;
import io.sitehub.processors.state.KeyWriter;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The queues of each site: who waits, who was called and has not entered, and when others were
 * called. A function of the visits as they are, in whatever order they came to be so.
 */
public final class Queues {

  private static final int WAITING = 1;
  private static final int CALLED = 2;
  private static final int CALLS = 3;
  private static final byte[] NOTHING = {};

  private final StateSpace space;

  /** The queues in a store. */
  public Queues(StateSpace space) {
    this.space = space;
  }

  /** Whether a visit waits to be called. */
  public static boolean isWaiting(Visit visit) {
    return visit.getState() == VisitState.QUEUED
        && visit.getQueuedAt() != null
        && visit.getCalledAt() == null;
  }

  /** Whether a visit was called and has not come in. */
  public static boolean isCalled(Visit visit) {
    return visit.getState() == VisitState.CALLED && visit.getCalledAt() != null;
  }

  /**
   * Brings the queues up to date with a visit.
   *
   * @return the queues that have more or fewer waiting now
   */
  public Set<String> update(@Nullable Visit before, Visit after) {
    Set<Bytes> old = before == null ? Set.of() : keys(before);
    Set<Bytes> now = keys(after);
    Set<String> changed = new TreeSet<>();
    for (Bytes key : old) {
      if (!now.contains(key)) {
        space.put(key, null);
        note(key, changed);
      }
    }
    for (Bytes key : now) {
      if (!old.contains(key)) {
        space.put(key, NOTHING);
        note(key, changed);
      }
    }
    return changed;
  }

  /** Forgets a visit that is let go. */
  public void remove(Visit visit) {
    keys(visit).forEach(key -> space.put(key, null));
  }

  /** How many wait in a queue; counts no further than {@code limit}. */
  public int waiting(String siteId, String queueId, int limit) {
    int[] count = {0};
    space.scan(
        Table.QUEUES.key().text(siteId).octet(WAITING).text(queueId),
        (key, nothing) -> ++count[0] < limit);
    return count[0];
  }

  /** The queues of a site in which somebody waits. */
  public Set<String> inUse(String siteId) {
    Set<String> queues = new TreeSet<>();
    space.scan(
        Table.QUEUES.key().text(siteId).octet(WAITING),
        (key, nothing) -> {
          note(key, queues);
          return true;
        });
    return queues;
  }

  /** The visits that wait in any queue of a site, at most so many. */
  public List<String> waiting(String siteId, int limit) {
    return visits(siteId, WAITING, limit);
  }

  /** The visits that were called from any queue of a site and have not come in, at most so many. */
  public List<String> called(String siteId, int limit) {
    return visits(siteId, CALLED, limit);
  }

  /** The last calls from a queue, the newest first. */
  public List<Instant> calls(String siteId, String queueId, int limit) {
    List<Instant> calls = new ArrayList<>();
    KeyWriter queue = Table.QUEUES.key().text(siteId).octet(CALLS).text(queueId);
    space.scanBack(
        queue.toBytes(),
        queue.behind(),
        (key, nothing) -> {
          KeyReader reader = new KeyReader(key);
          reader.text();
          reader.octet();
          reader.text();
          calls.add(reader.instant());
          return calls.size() < limit;
        });
    return calls;
  }

  private List<String> visits(String siteId, int part, int limit) {
    List<String> visits = new ArrayList<>();
    space.scan(
        Table.QUEUES.key().text(siteId).octet(part),
        (key, nothing) -> {
          KeyReader reader = new KeyReader(key);
          reader.text();
          reader.octet();
          reader.text();
          reader.instant();
          visits.add(reader.text());
          return visits.size() < limit;
        });
    return visits;
  }

  private static Set<Bytes> keys(Visit visit) {
    Set<Bytes> keys = new HashSet<>();
    Instant queuedAt = visit.getQueuedAt();
    Instant calledAt = visit.getCalledAt();
    if (isWaiting(visit) && queuedAt != null) {
      keys.add(key(visit, WAITING, queuedAt));
    }
    if (isCalled(visit) && calledAt != null) {
      keys.add(key(visit, CALLED, calledAt));
    }
    if (calledAt != null) {
      keys.add(key(visit, CALLS, calledAt));
    }
    return keys;
  }

  /** A truck in no named queue waits in the one whose name is empty. */
  private static Bytes key(Visit visit, int part, Instant at) {
    String queueId = visit.getQueueId();
    return Table.QUEUES
        .key()
        .text(visit.getSiteId())
        .octet(part)
        .text(queueId == null ? "" : queueId)
        .instant(at)
        .text(visit.getVisitId())
        .toBytes();
  }

  private static void note(Bytes key, Set<String> changed) {
    KeyReader reader = new KeyReader(key);
    reader.text();
    if (reader.octet() == WAITING) {
      changed.add(reader.text());
    }
  }
}
