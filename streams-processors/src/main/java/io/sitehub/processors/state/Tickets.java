package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.utils.Bytes;

/** The tickets of each site, every revision of each, and the numbers given. */
public final class Tickets {

  private final StateSpace space;
  private final RecordWriter<Ticket> writer;
  private final RecordReader<Ticket> reader;

  /** The tickets in a store. */
  public Tickets(StateSpace space, SchemaRegistry registry) {
    this.space = space;
    this.writer = new RecordWriter<>(registry, TopicCatalogue.TICKETS);
    this.reader = RecordReader.of(registry, Ticket.class);
  }

  /** A ticket and its revisions in a list of tickets. */
  public record Numbered(long number, List<Ticket> revisions) {}

  /** The last number given at a site; 0 before the first. */
  public long lastNumber(String siteId) {
    byte[] value = space.get(Table.TICKET_NUMBERS.key().text(siteId).toBytes());
    return value == null ? 0 : ByteBuffer.wrap(value).getLong();
  }

  /** The revisions of a ticket, the oldest first; empty when there is no such ticket. */
  public List<Ticket> revisions(String siteId, long number) {
    byte[] value = space.get(key(siteId, number));
    return value == null ? List.of() : decode(value);
  }

  /**
   * Stores the next revision of a ticket, and its number as given.
   *
   * @return the revision in the wire format, as its topic has it
   */
  public byte[] append(Ticket revision) {
    String siteId = revision.getSiteId();
    Bytes key = key(siteId, revision.getNumber());
    byte[] before = space.get(key);
    byte[] wire = writer.write(revision);
    AvroBuffer out = new AvroBuffer(wire.length + (before == null ? 0 : before.length) + 8);
    if (before != null) {
      out.put(before, 0, before.length);
    }
    out.writeBytes(wire, 0, wire.length);
    space.put(key, out.toByteArray());
    if (before == null) {
      space.put(
          Table.TICKET_NUMBERS.key().text(siteId).toBytes(),
          ByteBuffer.allocate(Long.BYTES).putLong(revision.getNumber()).array());
    }
    return wire;
  }

  /** At most {@code limit} tickets with a number above {@code after}, by number. */
  public List<Numbered> list(String siteId, long after, int limit) {
    List<Numbered> tickets = new ArrayList<>();
    if (after == Long.MAX_VALUE) {
      return tickets;
    }
    space.scan(
        key(siteId, after + 1),
        Table.TICKETS.key().text(siteId).behind(),
        (key, value) -> {
          KeyReader reader = new KeyReader(key);
          reader.text();
          tickets.add(new Numbered(reader.number(), decode(value)));
          return tickets.size() < limit;
        });
    return tickets;
  }

  private List<Ticket> decode(byte[] value) {
    List<Ticket> revisions = new ArrayList<>();
    try {
      BinaryDecoder in = DecoderFactory.get().binaryDecoder(value, null);
      while (!in.isEnd()) {
        byte[] wire = new byte[Math.toIntExact(in.readLong())];
        in.readFixed(wire);
        revisions.add(reader.read(wire).orThrow());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a stored ticket is cut off", e);
    }
    return revisions;
  }

  private static Bytes key(String siteId, long number) {
    return Table.TICKETS.key().text(siteId).number(number).toBytes();
  }
}
