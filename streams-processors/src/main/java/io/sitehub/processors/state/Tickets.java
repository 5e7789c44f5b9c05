package io.sitehub.processors.state;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

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
    List<Ticket> revisions = new ArrayList<>();
    space.scan(
        key(siteId, number),
        (key, value) -> {
          revisions.add(reader.read(value).orThrow());
          return true;
        });
    return revisions;
  }

  /**
   * Stores the next revision of a ticket, and its number as given.
   *
   * @return the revision in the wire format, as its topic has it
   */
  public byte[] append(Ticket revision) {
    String siteId = revision.getSiteId();
    byte[] wire = writer.write(revision);
    space.put(key(siteId, revision.getNumber()).number(revision.getRevision()).toBytes(), wire);
    if (revision.getRevision() == 1) {
      space.put(
          Table.TICKET_NUMBERS.key().text(siteId).toBytes(),
          ByteBuffer.allocate(Long.BYTES).putLong(revision.getNumber()).array());
    }
    return wire;
  }

  /** Removes a ticket, all revisions of it; its number is not given again. */
  public void remove(String siteId, long number) {
    for (Ticket revision : revisions(siteId, number)) {
      space.put(key(siteId, number).number(revision.getRevision()).toBytes(), null);
    }
  }

  /** At most {@code limit} tickets with a number above {@code after}, by number. */
  public List<Numbered> list(String siteId, long after, int limit) {
    List<Numbered> tickets = new ArrayList<>();
    if (after == Long.MAX_VALUE) {
      return tickets;
    }
    space.scan(
        key(siteId, after + 1).toBytes(),
        Table.TICKETS.key().text(siteId).behind(),
        (key, value) -> {
          KeyReader keyReader = new KeyReader(key);
          keyReader.text();
          long number = keyReader.number();
          if (tickets.isEmpty() || tickets.getLast().number() != number) {
            if (tickets.size() == limit) {
              return false;
            }
            tickets.add(new Numbered(number, new ArrayList<>()));
          }
          tickets.getLast().revisions().add(reader.read(value).orThrow());
          return true;
        });
    return tickets;
  }

  private static KeyWriter key(String siteId, long number) {
    return Table.TICKETS.key().text(siteId).number(number);
  }
}
