package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event as the end of a key, which holds its position in the order of events, and a
 * value, which holds the rest.
 */
public final class StoredEventCodec {

  private static final int HAS_SUBJECT = 1;
  private static final int HAS_ACTOR = 2;
  private static final int HAS_CAUSATION = 4;

  private final RecordReader<SpecificRecord> bodies;

  /** A codec that reads bodies of any released schema. */
  public StoredEventCodec(SchemaRegistry registry) {
    this.bodies = RecordReader.ofEvents(registry);
  }

  /** Appends the event's position: time, source, deviceseq (absent first), id. */
  KeyWriter position(SiteEvent event, KeyWriter key) {
    key.instant(event.time()).text(event.name().source());
    Long deviceSeq = event.deviceSeq();
    if (deviceSeq == null) {
      key.octet(0);
    } else {
      key.octet(1).number(deviceSeq);
    }
    return key.text(event.name().id());
  }

  /** What the position does not say. */
  byte[] value(StoredEvent stored) {
    SiteEvent event = stored.event();
    AvroBuffer out = new AvroBuffer(64 + stored.body().length);
    out.writeLong(stored.offset());
    out.writeLong(stored.recordedAt().toEpochMilli());
    out.put(
        (event.subject() == null ? 0 : HAS_SUBJECT)
            | (event.actor() == null ? 0 : HAS_ACTOR)
            | (event.causationId() == null ? 0 : HAS_CAUSATION));
    writeIfPresent(event.subject(), out);
    writeIfPresent(event.actor(), out);
    writeIfPresent(event.causationId(), out);
    out.writeBytes(stored.body(), 0, stored.body().length);
    return out.toByteArray();
  }

  /**
   * Reads an event.
   *
   * @param position at the event's position in its key
   * @throws io.sitehub.model.serde.UndecodableException when the registry, cold, does not answer
   */
  StoredEvent read(String siteId, KeyReader position, byte[] value) {
    Instant time = position.instant();
    String source = position.text();
    Long deviceSeq = position.octet() == 0 ? null : (Long) position.number();
    String id = position.text();
    try {
      BinaryDecoder in = DecoderFactory.get().binaryDecoder(value, null);
      long offset = in.readLong();
      Instant recordedAt = Instant.ofEpochMilli(in.readLong());
      byte[] flags = new byte[1];
      in.readFixed(flags);
      String subject = (flags[0] & HAS_SUBJECT) == 0 ? null : in.readString();
      String actor = (flags[0] & HAS_ACTOR) == 0 ? null : in.readString();
      String causationId = (flags[0] & HAS_CAUSATION) == 0 ? null : in.readString();
      byte[] body = new byte[Math.toIntExact(in.readLong())];
      in.readFixed(body);
      SpecificRecord data = bodies.read(body).orThrow();
      SiteEvent event =
          new SiteEvent(
              new EventName(source, id),
              EventType.of(data),
              siteId,
              subject,
              time,
              deviceSeq,
              actor,
              causationId,
              null,
              data);
      return new StoredEvent(event, offset, recordedAt, body);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored event is cut off", e);
    }
  }

  private static void writeIfPresent(@Nullable String text, AvroBuffer out) {
    if (text != null) {
      out.writeString(text);
    }
  }
}
