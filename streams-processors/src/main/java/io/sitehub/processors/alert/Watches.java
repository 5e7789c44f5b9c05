package io.sitehub.processors.alert;

import io.sitehub.processors.state.KeyReader;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What is known of each subject that is watched, and what is to be looked at when. */
final class Watches {

  private static final int BY_INSTANT = 1;
  private static final int BY_SUBJECT = 2;
  private static final long NEVER = Long.MAX_VALUE;
  private static final byte[] NOTHING = {};

  /** So many subjects are remembered. */
  private static final int MOST_REMEMBERED = 2_000;

  private record Key(String siteId, Subject subject) {}

  private final StateSpace space;

  /** What the table has, of those that were asked for last. */
  private final Map<Key, Watch> remembered =
      new LinkedHashMap<>(2 * MOST_REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Watch> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /** The watches in the store of a task, which nobody else writes. */
  Watches(StateSpace space) {
    this.space = space;
  }

  /**
   * What is known of a subject.
   *
   * @param due when it is to be looked at again; null: when it changes
   * @param standing the kinds of its alerts that stand, as bits
   */
  record Watch(@Nullable Instant due, int standing) {

    /** To the millisecond, which is what the table keeps. */
    Watch {
      due = due == null ? null : due.truncatedTo(ChronoUnit.MILLIS);
    }

    static final Watch NONE = new Watch(null, 0);

    /** Whether an alert of a kind stands. */
    boolean stands(AlertKind kind) {
      return (standing & kind.mask()) != 0;
    }
  }

  /** A subject of a site that is to be looked at. */
  record Due(String siteId, Subject subject) {}

  Watch find(String siteId, Subject subject) {
    return remembered.computeIfAbsent(new Key(siteId, subject), _ -> read(siteId, subject));
  }

  private Watch read(String siteId, Subject subject) {
    byte[] value = space.get(bySubject(siteId, subject));
    if (value == null) {
      return Watch.NONE;
    }
    ByteBuffer buffer = ByteBuffer.wrap(value);
    long due = buffer.getLong();
    return new Watch(due == NEVER ? null : Instant.ofEpochMilli(due), buffer.getInt());
  }

  /** Replaces what is known of a subject, its timer included. */
  void put(String siteId, Subject subject, Watch before, Watch after) {
    if (before.equals(after)) {
      return;
    }
    Instant dueBefore = before.due();
    Instant due = after.due();
    if (dueBefore != null && !dueBefore.equals(due)) {
      space.put(byInstant(dueBefore, siteId, subject), null);
    }
    if (due != null && !due.equals(dueBefore)) {
      space.put(byInstant(due, siteId, subject), NOTHING);
    }
    space.put(
        bySubject(siteId, subject),
        after.equals(Watch.NONE)
            ? null
            : ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(due == null ? NEVER : due.toEpochMilli())
                .putInt(after.standing())
                .array());
    remembered.put(new Key(siteId, subject), after);
  }

  /** Has every subject of a site looked at that is watched. */
  void dueNow(String siteId, Instant now) {
    List<Subject> subjects = new ArrayList<>();
    space.scan(
        Table.TIMERS.key().octet(BY_SUBJECT).text(siteId),
        (key, watch) -> {
          KeyReader reader = new KeyReader(key);
          reader.octet();
          reader.text();
          subjects.add(Subject.of(reader.octet(), reader.text()));
          return true;
        });
    for (Subject subject : subjects) {
      Watch before = find(siteId, subject);
      if (before.due() == null || before.due().isAfter(now)) {
        put(siteId, subject, before, new Watch(now, before.standing()));
      }
    }
  }

  /** At most so many subjects that are to be looked at by an instant, the earliest first. */
  List<Due> due(Instant now, int limit) {
    List<Due> due = new ArrayList<>();
    space.scan(
        Table.TIMERS.key().octet(BY_INSTANT).toBytes(),
        Table.TIMERS.key().octet(BY_INSTANT).instant(now.plusNanos(1)).toBytes(),
        (key, nothing) -> {
          KeyReader reader = new KeyReader(key);
          reader.octet();
          reader.instant();
          due.add(new Due(reader.text(), Subject.of(reader.octet(), reader.text())));
          return due.size() < limit;
        });
    return due;
  }

  private static Bytes byInstant(Instant due, String siteId, Subject subject) {
    return Table.TIMERS
        .key()
        .octet(BY_INSTANT)
        .instant(due)
        .text(siteId)
        .octet(subject.sort())
        .text(subject.id())
        .toBytes();
  }

  private static Bytes bySubject(String siteId, Subject subject) {
    return Table.TIMERS
        .key()
        .octet(BY_SUBJECT)
        .text(siteId)
        .octet(subject.sort())
        .text(subject.id())
        .toBytes();
  }
}
