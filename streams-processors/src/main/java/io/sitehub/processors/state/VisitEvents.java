package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.avro.AvroSlice;
import io.sitehub.model.cloudevent.EventOrder;
import io.sitehub.model.cloudevent.SiteEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The events of each visit. Those that came between two commits lie together, in one row: a row
 * costs more than what is in it.
 */
public final class VisitEvents {

  /** A row is closed once it has so many bytes; a single event may have more. */
  private static final int FULL_ROW_BYTES = 256 << 10;

  private static final Comparator<StoredEvent> IN_ORDER =
      Comparator.comparing(StoredEvent::event, EventOrder.INSTANCE);

  private final StateSpace space;
  private final StoredEventCodec codec;
  private final @Nullable VisitsAtHand atHand;

  /** The events in a store. */
  public VisitEvents(StateSpace space, StoredEventCodec codec) {
    this(space, codec, null);
  }

  /** The events in the store of a task, which has some at hand. */
  public VisitEvents(StateSpace space, StoredEventCodec codec, @Nullable VisitsAtHand atHand) {
    this.space = space;
    this.codec = codec;
    this.atHand = atHand;
  }

  /**
   * Adds events to a visit.
   *
   * @param events none of which it has
   */
  public void add(String siteId, String visitId, List<StoredEvent> events) {
    AvroBuffer row = new AvroBuffer(256 * events.size());
    Bytes key = null;
    for (StoredEvent stored : events) {
      if (key == null) {
        key = row(siteId, visitId, stored.event()); // which holds the position of the first
      } else {
        byte[] position = position(stored.event());
        row.writeBytes(position, 0, position.length);
      }
      byte[] value = codec.value(stored);
      row.writeBytes(value, 0, value.length);
      if (row.size() >= FULL_ROW_BYTES) {
        space.put(key, row.toByteArray());
        row.truncate(0);
        key = null;
      }
    }
    if (key != null) {
      space.put(key, row.toByteArray());
    }
  }

  private byte[] position(SiteEvent event) {
    return codec.position(event, Table.EVENTS_BY_VISIT.key()).toBytes().get();
  }

  /** Removes all events of a visit, which must not be at hand. */
  public void remove(String siteId, String visitId) {
    List<Bytes> rows = new ArrayList<>();
    space.scan(visit(siteId, visitId), (key, value) -> rows.add(key));
    rows.forEach(row -> space.put(row, null));
  }

  /** All events of a visit, in the order in which they happened. */
  public List<StoredEvent> of(String siteId, String visitId) {
    List<StoredEvent> events = new ArrayList<>();
    space.scan(
        visit(siteId, visitId),
        (key, row) -> {
          read(siteId, key, row, events);
          return true;
        });
    if (atHand != null) {
      events.addAll(atHand.events(siteId, visitId));
    }
    events.sort(IN_ORDER);
    return events;
  }

  private void read(String siteId, Bytes key, byte[] row, List<StoredEvent> into) {
    AvroSlice in = new AvroSlice(row, 0, row.length);
    KeyReader position = new KeyReader(key);
    position.text();
    position.text();
    try {
      into.add(codec.read(siteId, position, bytes(in)));
      while (!in.isEnd()) {
        into.add(codec.read(siteId, new KeyReader(Bytes.wrap(bytes(in))), bytes(in)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a row of events is cut off", e);
    }
  }

  private static byte[] bytes(AvroSlice in) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(in.readLong())];
    in.readFixed(bytes, 0, bytes.length);
    return bytes;
  }

  private static KeyWriter visit(String siteId, String visitId) {
    return Table.EVENTS_BY_VISIT.key().text(siteId).text(visitId);
  }

  /** By the position of the first event in it, which is in no other row. */
  private Bytes row(String siteId, String visitId, SiteEvent first) {
    return codec.position(first, visit(siteId, visitId)).toBytes();
  }
}
