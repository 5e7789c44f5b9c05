package io.sitehub.processors.device;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.DeviceStatus;
import io.sitehub.processors.state.Devices;
import io.sitehub.processors.state.Devices.Gap;
import io.sitehub.processors.state.Devices.Seen;
import io.sitehub.processors.state.Devices.Status;
import io.sitehub.processors.state.StoredEvent;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Enters each event with its device. The order in which events come does not matter: gaps are what
 * is missing between the smallest and the greatest {@code deviceseq}, whichever came first.
 *
 * <p>What every event changes is at hand until it is stored.
 */
public final class DeviceRegister {

  /** So many devices are at hand; the one that was not heard of the longest goes first. */
  private static final int MOST_AT_HAND = 1_000;

  private record Key(String siteId, String source) {}

  private final Devices devices;
  private final Map<Key, Seen> stored = new LinkedHashMap<>(2 * MOST_AT_HAND, 0.75f, true);
  private final Map<Key, Seen> changed = new LinkedHashMap<>();

  /** A register on the tables of a site's partition. */
  public DeviceRegister(Devices devices) {
    this.devices = devices;
  }

  /** Enters an event that has not come before. */
  public void enter(StoredEvent stored) {
    SiteEvent event = stored.event();
    String siteId = event.siteId();
    String source = event.name().source();
    Long sequence = event.deviceSeq();
    Key key = new Key(siteId, source);
    Seen before = seen(key);
    Long first = before == null ? null : before.firstSequence();
    Long last = before == null ? null : before.lastSequence();
    if (sequence != null && first != null && last != null) {
      place(siteId, source, sequence, first, last);
    }
    changed.put(
        key,
        new Seen(
            before == null ? event.time() : later(before.lastEventAt(), event.time()),
            before == null ? stored.recordedAt() : later(before.lastSeenAt(), stored.recordedAt()),
            before == null ? 1 : before.events() + 1,
            first == null || (sequence != null && sequence < first) ? sequence : first,
            last == null || (sequence != null && sequence > last) ? sequence : last));
    if (event.data() instanceof DeviceStatus reported) {
      enter(siteId, source, status(event, reported));
    }
    if (changed.size() >= MOST_AT_HAND) {
      store();
    }
  }

  /** What every event of a device changes, as of now; null: nothing was heard of it. */
  public @Nullable Seen seen(String siteId, String source) {
    return seen(new Key(siteId, source));
  }

  private @Nullable Seen seen(Key key) {
    Seen now = changed.get(key);
    if (now == null) {
      now = stored.get(key);
    }
    return now == null ? devices.seen(key.siteId(), key.source()) : now;
  }

  /** Stores what has changed. */
  public void store() {
    changed.forEach((key, seen) -> {
      devices.put(key.siteId(), key.source(), seen);
      stored.put(key, seen);
    });
    changed.clear();
    Iterator<Key> oldest = stored.keySet().iterator();
    while (stored.size() > MOST_AT_HAND) {
      oldest.next();
      oldest.remove();
    }
  }

  private void place(String siteId, String source, long sequence, long first, long last) {
    if (sequence > last) {
      open(siteId, source, last + 1, sequence - 1);
    } else if (sequence < first) {
      open(siteId, source, sequence + 1, first - 1);
    } else if (sequence != first && sequence != last) {
      Gap gap = devices.gapAround(siteId, source, sequence);
      if (gap != null) {
        devices.remove(siteId, source, gap);
        open(siteId, source, gap.from(), sequence - 1);
        open(siteId, source, sequence + 1, gap.to());
      }
    }
  }

  private void open(String siteId, String source, long from, long to) {
    if (from <= to) {
      devices.put(siteId, source, new Gap(from, to));
    }
  }

  private void enter(String siteId, String source, Status status) {
    Status before = devices.status(siteId, source);
    if (before == null || status.isNewerThan(before)) {
      devices.put(siteId, source, status);
    }
  }

  private static Status status(SiteEvent event, DeviceStatus reported) {
    Integer bufferDepth = reported.getBufferDepth();
    return new Status(
        event.time(),
        event.deviceSeq(),
        event.name().id(),
        reported.getOnline(),
        Objects.requireNonNull(reported.getFaults(), "faults have a default"),
        bufferDepth == null ? null : (Long) bufferDepth.longValue(),
        reported.getClockOffsetMs(),
        reported.getVerificationValidUntil());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }
}
