package io.sitehub.terminal.send;

import io.sitehub.terminal.fate.Fate;
import io.sitehub.terminal.fate.SendFailure;
import io.sitehub.terminal.journal.JournalEntry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How often events that still wait were sent: never more than a few batches of them. */
final class Attempts {
  private record Tried(int times, @Nullable SendFailure lastFailure) {}

  private final Map<Long, Tried> byPosition = new ConcurrentHashMap<>();

  void sent(List<JournalEntry> events) {
    for (JournalEntry event : events) {
      byPosition.merge(
          event.position(),
          new Tried(1, null),
          (before, one) -> new Tried(before.times + 1, before.lastFailure));
    }
  }

  void failed(List<JournalEntry> events, SendFailure why) {
    for (JournalEntry event : events) {
      byPosition.computeIfPresent(
          event.position(), (position, before) -> new Tried(before.times, why));
    }
  }

  void settled(long position) {
    byPosition.remove(position);
  }

  Fate.Waiting of(long position, Fate.Waiting waiting) {
    Tried tried = byPosition.get(position);
    return tried == null
        ? waiting
        : new Fate.Waiting(waiting.since(), tried.times, tried.lastFailure);
  }
}
