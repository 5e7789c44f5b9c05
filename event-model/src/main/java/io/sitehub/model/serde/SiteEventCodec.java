package io.sitehub.model.serde;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.avro.AvroSlice;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventAttributes;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.RegistryException;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.DecodeResult.Decoded;
import io.sitehub.model.serde.DecodeResult.Undecodable;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A whole event as one piece of bytes, for a state store. The data keeps its wire format and so its
 * schema id: an event that was stored by an older release comes out as the current schema has it.
 *
 * <p>Layout, in Avro's primitive encodings: format version (1), a byte of flags for the optional
 * attributes, source, id, site id, time (seconds, nanoseconds), the optional attributes that are
 * there, the data in the wire format up to the end. The type follows from the data.
 */
public final class SiteEventCodec {

  private static final int VERSION = 1;
  private static final int SUBJECT = 1;
  private static final int DEVICE_SEQ = 2;
  private static final int ACTOR = 4;
  private static final int CAUSATION_ID = 8;
  private static final int TRACE_PARENT = 16;
  private static final int ATTRIBUTE_BYTES = 160;

  private final RecordWriter<SpecificRecord> writer;
  private final RecordReader<SpecificRecord> reader;

  /** A codec that finds schemas in this registry. */
  public SiteEventCodec(SchemaRegistry registry) {
    this(new RecordWriter<>(registry, TopicCatalogue.EVENTS), RecordReader.ofEvents(registry));
  }

  /** A codec that writes and reads data as another part of the program does. */
  public SiteEventCodec(RecordWriter<SpecificRecord> writer, RecordReader<SpecificRecord> reader) {
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * The bytes of an event.
   *
   * @throws RegistryException when the schema's id is not in memory and the registry gives none
   */
  public byte[] encode(SiteEvent event) {
    AvroBuffer out = new AvroBuffer(2 * ATTRIBUTE_BYTES);
    putAttributes(event.attributes(), out);
    writer.write(event.data(), out);
    return out.toByteArray();
  }

  /** The bytes of an event whose data is at hand in the wire format; needs no registry. */
  public static byte[] encode(EventAttributes attributes, byte[] wireValue) {
    AvroBuffer out = new AvroBuffer(ATTRIBUTE_BYTES + wireValue.length);
    putAttributes(attributes, out);
    out.put(wireValue, 0, wireValue.length);
    return out.toByteArray();
  }

  /** Reads what {@code encode} wrote. */
  public DecodeResult<SiteEvent> decode(byte[] bytes) {
    AvroSlice slice = new AvroSlice(bytes, 0, bytes.length);
    try {
      int version = slice.readByte();
      if (version != VERSION) {
        return corrupt("format version " + version + " is not known");
      }
      int flags = slice.readByte();
      EventName name = new EventName(slice.readString(), slice.readString());
      String siteId = slice.readString();
      Instant time = Instant.ofEpochSecond(slice.readLong(), slice.readInt());
      String subject = optionalString(flags & SUBJECT, slice);
      Long deviceSeq = (flags & DEVICE_SEQ) == 0 ? null : slice.readLong();
      String actor = optionalString(flags & ACTOR, slice);
      String causationId = optionalString(flags & CAUSATION_ID, slice);
      String traceParent = optionalString(flags & TRACE_PARENT, slice);
      return switch (reader.read(bytes, slice.position(), slice.remaining())) {
        case Undecodable<SpecificRecord>(DecodeFailure failure) -> new Undecodable<>(failure);
        case Decoded<SpecificRecord>(SpecificRecord data, int schemaId) ->
            new Decoded<>(
                new SiteEvent(
                    name,
                    EventType.of(data),
                    siteId,
                    subject,
                    time,
                    deviceSeq,
                    actor,
                    causationId,
                    traceParent,
                    data),
                schemaId);
      };
    } catch (IOException | AvroRuntimeException | DateTimeException e) {
      return corrupt("attributes of a stored event: " + e.getMessage());
    }
  }

  private static DecodeResult<SiteEvent> corrupt(String detail) {
    return new Undecodable<>(new DecodeFailure.CorruptBody(0, detail));
  }

  private static void putAttributes(EventAttributes event, AvroBuffer out) {
    Long deviceSeq = event.deviceSeq();
    out.put(VERSION);
    out.put(
        flag(event.subject(), SUBJECT)
            | flag(deviceSeq, DEVICE_SEQ)
            | flag(event.actor(), ACTOR)
            | flag(event.causationId(), CAUSATION_ID)
            | flag(event.traceParent(), TRACE_PARENT));
    out.writeString(event.name().source());
    out.writeString(event.name().id());
    out.writeString(event.siteId());
    out.writeLong(event.time().getEpochSecond());
    out.writeInt(event.time().getNano());
    putIfPresent(event.subject(), out);
    if (deviceSeq != null) {
      out.writeLong(deviceSeq);
    }
    putIfPresent(event.actor(), out);
    putIfPresent(event.causationId(), out);
    putIfPresent(event.traceParent(), out);
  }

  private static int flag(@Nullable Object attribute, int flag) {
    return attribute == null ? 0 : flag;
  }

  private static void putIfPresent(@Nullable String attribute, AvroBuffer out) {
    if (attribute != null) {
      out.writeString(attribute);
    }
  }

  private static @Nullable String optionalString(int flag, AvroSlice slice) throws IOException {
    return flag == 0 ? null : slice.readString();
  }
}
