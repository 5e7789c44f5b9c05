package io.sitehub.processors.state;

import java.util.ArrayList;
import java.util.List;

/** The events of each visit, in the order in which they happened. */
public final class VisitEvents {

  private final StateSpace space;
  private final StoredEventCodec codec;

  /** The events in a store. */
  public VisitEvents(StateSpace space, StoredEventCodec codec) {
    this.space = space;
    this.codec = codec;
  }

  /** Adds an event to a visit. */
  public void add(String visitId, StoredEvent stored) {
    KeyWriter key = visit(stored.event().siteId(), visitId);
    space.put(codec.position(stored.event(), key).toBytes(), codec.value(stored));
  }

  /** Removes an event from a visit. */
  public void remove(String visitId, StoredEvent stored) {
    KeyWriter key = visit(stored.event().siteId(), visitId);
    space.put(codec.position(stored.event(), key).toBytes(), null);
  }

  /** The first {@code limit} events of a visit. */
  public List<StoredEvent> of(String siteId, String visitId, int limit) {
    List<StoredEvent> events = new ArrayList<>();
    space.scan(
        visit(siteId, visitId),
        (key, value) -> {
          KeyReader reader = new KeyReader(key);
          reader.text();
          reader.text();
          events.add(codec.read(siteId, reader, value));
          return events.size() < limit;
        });
    return events;
  }

  private static KeyWriter visit(String siteId, String visitId) {
    return Table.EVENTS_BY_VISIT.key().text(siteId).text(visitId);
  }
}
