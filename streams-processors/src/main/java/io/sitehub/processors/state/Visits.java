package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.serde.SchemaIds;
import io.sitehub.model.state.Measurements;
import io.sitehub.model.state.Visit;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The visits of a partition, each with what was derived from it. */
public final class Visits {

  private static final long NO_TICKET = 0;

  private final StateSpace space;
  private final Codec codec;

  /** The visits in a store. */
  public Visits(StateSpace space, Codec codec) {
    this.space = space;
    this.codec = codec;
  }

  /** Writes and reads the values of the table; may be used by several threads. */
  public static final class Codec {
    private final RecordWriter<Visit> visitWriter;
    private final RecordWriter<Measurements> measurementsWriter;
    private final RecordReader<Visit> visitReader;
    private final RecordReader<Measurements> measurementsReader;

    /** A codec whose schemas have their ids from a registry. */
    public Codec(SchemaRegistry registry) {
      SchemaIds ids = new SchemaIds(registry, TopicCatalogue.VISITS);
      this.visitWriter = new RecordWriter<>(ids);
      this.measurementsWriter = new RecordWriter<>(ids);
      this.visitReader = RecordReader.of(registry, Visit.class);
      this.measurementsReader = RecordReader.of(registry, Measurements.class);
    }

    /** A visit in the wire format, as its topic has it. */
    public byte[] encode(Visit visit) {
      return visitWriter.write(visit);
    }

    /** What a visit has contributed, in the wire format. */
    public byte[] encode(Measurements contributions) {
      return measurementsWriter.write(contributions);
    }
  }

  /** The visit, or null. */
  public @Nullable TrackedVisit find(String siteId, String visitId) {
    byte[] value = space.get(key(siteId, visitId));
    return value == null ? null : decode(value);
  }

  /**
   * Stores a visit.
   *
   * @param wire the visit as {@link Codec#encode(Visit)} gives it
   */
  public void put(TrackedVisit tracked, byte[] wire) {
    Visit visit = tracked.visit();
    AvroBuffer out = new AvroBuffer(512 + wire.length);
    Long ticketNumber = tracked.ticketNumber();
    out.writeLong(ticketNumber == null ? NO_TICKET : ticketNumber);
    Measurements contributions = tracked.contributions();
    out.writeBoolean(contributions != null);
    if (contributions != null) {
      byte[] bytes = codec.encode(contributions);
      out.writeBytes(bytes, 0, bytes.length);
    }
    out.put(wire, 0, wire.length);
    space.put(key(visit.getSiteId(), visit.getVisitId()), out.toByteArray());
  }

  private TrackedVisit decode(byte[] value) {
    try {
      BinaryDecoder in = DecoderFactory.get().binaryDecoder(value, null);
      long ticketNumber = in.readLong();
      Measurements contributions = null;
      if (in.readBoolean()) {
        byte[] bytes = new byte[Math.toIntExact(in.readLong())];
        in.readFixed(bytes);
        contributions = codec.measurementsReader.read(bytes).orThrow();
      }
      byte[] visit = in.inputStream().readAllBytes();
      return new TrackedVisit(
          codec.visitReader.read(visit).orThrow(),
          ticketNumber == NO_TICKET ? null : (Long) ticketNumber,
          contributions);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored visit is cut off", e);
    }
  }

  private static Bytes key(String siteId, String visitId) {
    return Table.VISITS.key().text(siteId).text(visitId).toBytes();
  }
}
