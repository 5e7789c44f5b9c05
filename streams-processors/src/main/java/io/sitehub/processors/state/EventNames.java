package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.cloudevent.ContentHash;
import io.sitehub.model.cloudevent.EventName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.utils.Bytes;

/** What is known of the events of a site by their names. */
public final class EventNames {

  private static final byte VISIT = 1;
  private static final byte NO_VISIT = 2;
  private static final byte WAITING = 3;
  private static final byte EXPECTED = 4;
  private static final byte AWAITED = 0x10;

  private final StateSpace space;

  /** The names in a store. */
  public EventNames(StateSpace space) {
    this.space = space;
  }

  /** What is known of a name. */
  public sealed interface Known {
    /** Whether corrections wait for it. */
    boolean awaited();
  }

  /**
   * An event with this name has come.
   *
   * @param hash what it said
   * @param place where it belongs
   * @param awaited whether corrections wait until its place is known
   */
  public record Seen(ContentHash hash, Place place, boolean awaited) implements Known {}

  /**
   * Only corrections of it have come.
   *
   * @param waiting how many corrections wait for it, those that wait for one of them included
   */
  public record Expected(int waiting) implements Known {
    @Override
    public boolean awaited() {
      return true;
    }
  }

  /** Where an event belongs. */
  public sealed interface Place {
    /** To a visit. */
    record InVisit(String visitId) implements Place {}

    /** To the site, not to a visit. */
    record NoVisit() implements Place {}

    /**
     * Not known yet: it corrects an event that has not come, or whose place is not known either.
     *
     * @param corrected the event it corrects
     */
    record Unknown(EventName corrected) implements Place {}
  }

  /** What is known of a name; empty: nothing. */
  public Optional<Known> find(String siteId, EventName name) {
    byte[] value = space.get(key(siteId, name));
    return value == null ? Optional.empty() : Optional.of(decode(value));
  }

  /** Remembers what is known of a name. */
  public void put(String siteId, EventName name, Known known) {
    space.put(key(siteId, name), encode(known));
  }

  /** Forgets a name: an event of it is then new. */
  public void remove(String siteId, EventName name) {
    space.put(key(siteId, name), null);
  }

  private static Bytes key(String siteId, EventName name) {
    return Table.EVENTS_BY_NAME.key().text(siteId).text(name.source()).text(name.id()).toBytes();
  }

  private static byte[] encode(Known known) {
    return switch (known) {
      case Expected(int waiting) ->
          ByteBuffer.allocate(1 + Integer.BYTES)
              .put((byte) (EXPECTED | AWAITED))
              .putInt(waiting)
              .array();
      case Seen(ContentHash hash, Place place, boolean awaited) -> {
        byte flag = awaited ? AWAITED : 0;
        yield switch (place) {
          case Place.InVisit(String visitId) ->
              seen(VISIT | flag, hash, visitId.getBytes(StandardCharsets.UTF_8));
          case Place.NoVisit() -> seen(NO_VISIT | flag, hash, new byte[0]);
          case Place.Unknown(EventName corrected) -> seen(WAITING | flag, hash, name(corrected));
        };
      }
    };
  }

  private static byte[] seen(int tag, ContentHash hash, byte[] visit) {
    return ByteBuffer.allocate(1 + ContentHash.BYTES + visit.length)
        .put((byte) tag)
        .putLong(hash.high())
        .putLong(hash.low())
        .put(visit)
        .array();
  }

  private static byte[] name(EventName name) {
    AvroBuffer out = new AvroBuffer(64);
    out.writeString(name.source());
    out.writeString(name.id());
    return out.toByteArray();
  }

  private static EventName name(byte[] value, int offset) {
    try {
      BinaryDecoder in =
          DecoderFactory.get().binaryDecoder(value, offset, value.length - offset, null);
      return new EventName(in.readString(), in.readString());
    } catch (IOException e) {
      throw new UncheckedIOException("a stored name is cut off", e);
    }
  }

  private static Known decode(byte[] value) {
    int tag = value[0] & ~AWAITED;
    ByteBuffer buffer = ByteBuffer.wrap(value, 1, value.length - 1);
    if (tag == EXPECTED) {
      return new Expected(buffer.getInt());
    }
    ContentHash hash = new ContentHash(buffer.getLong(), buffer.getLong());
    Place place =
        switch (tag) {
          case VISIT ->
              new Place.InVisit(
                  new String(value, buffer.position(), buffer.remaining(), StandardCharsets.UTF_8));
          case NO_VISIT -> new Place.NoVisit();
          case WAITING -> new Place.Unknown(name(value, buffer.position()));
          default -> throw new IllegalStateException("unknown tag " + value[0]);
        };
    return new Seen(hash, place, (value[0] & AWAITED) != 0);
  }
}
