package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.avro.AvroSlice;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Visit;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.visit.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The visits of a partition, each with the number of its ticket, when it was last heard of, and
 * what its order says of it. What is stored of one with a plan is what its events tell; the plan is
 * laid over it when it is read.
 */
public final class Visits {

  private static final long NO_TICKET = 0;

  private final StateSpace space;
  private final Codec codec;
  private final @Nullable VisitsAtHand atHand;

  /** The visits in a store. */
  public Visits(StateSpace space, Codec codec) {
    this(space, codec, null);
  }

  /** The visits in the store of a task, which has some of them at hand. */
  public Visits(StateSpace space, Codec codec, @Nullable VisitsAtHand atHand) {
    this.space = space;
    this.codec = codec;
    this.atHand = atHand;
  }

  /** Writes and reads the values of the table; may be used by several threads. */
  public static final class Codec {
    private final RecordWriter<Visit> writer;
    private final RecordReader<Visit> reader;

    /** A codec whose schemas have their ids from a registry. */
    public Codec(SchemaRegistry registry) {
      this.writer = new RecordWriter<>(registry, TopicCatalogue.VISITS);
      this.reader = RecordReader.of(registry, Visit.class);
    }

    /** A visit in the wire format, as its topic has it. */
    public byte[] encode(Visit visit) {
      return writer.write(visit);
    }
  }

  /**
   * What is stored of the visit, for {@link #decode}: the same bytes are the same visit; or null.
   */
  public byte @Nullable [] stored(String siteId, String visitId) {
    return space.get(key(siteId, visitId));
  }

  /** The visit, or null; what has happened to it since the last commit included. */
  public @Nullable TrackedVisit find(String siteId, String visitId) {
    TrackedVisit known = atHand == null ? null : atHand.find(siteId, visitId);
    if (known != null) {
      return known;
    }
    byte[] value = space.get(key(siteId, visitId));
    if (value == null) {
      return null;
    }
    TrackedVisit found = decode(value);
    if (atHand != null) {
      atHand.remember(found);
    }
    return found;
  }

  /**
   * Stores a visit.
   *
   * @param wire the visit, with its plan, as {@link Codec#encode(Visit)} gives it
   */
  public void put(TrackedVisit tracked, byte[] wire) {
    Visit told = tracked.told();
    Plan plan = tracked.plan();
    byte[] body = plan == null ? wire : codec.encode(told);
    AvroBuffer out = new AvroBuffer(body.length + (plan == null ? 20 : 200));
    Long ticket = tracked.ticketNumber();
    long number = ticket == null ? NO_TICKET : ticket;
    out.writeLong(plan == null ? number : ~number); // a negative one says that there is a plan
    out.writeLong(tracked.heardAt().toEpochMilli());
    if (plan != null) {
      PlanCodec.write(plan, out);
    }
    out.put(body, 0, body.length);
    space.put(key(told.getSiteId(), told.getVisitId()), out.toByteArray());
  }

  /** Removes a visit. */
  public void remove(String siteId, String visitId) {
    space.put(key(siteId, visitId), null);
    if (atHand != null) {
      atHand.forget(siteId, visitId);
    }
  }

  /**
   * Visits the visits of a site in the order of their ids, until {@code visitor} returns false, as
   * they are in the store.
   *
   * @param after id of the last one seen; null: from the start
   * @return whether the scan came to its end
   */
  public boolean scan(String siteId, @Nullable String after, Predicate<Visit> visitor) {
    KeyWriter all = Table.VISITS.key().text(siteId);
    return space.scan(
        after == null ? all.toBytes() : Bytes.increment(key(siteId, after)),
        all.behind(),
        (key, value) -> visitor.test(decode(value).visit()));
  }

  /** Compares ids as {@link #scan} orders them. */
  public static int compareIds(String a, String b) {
    return key("", a).compareTo(key("", b));
  }

  /** The visit that is stored as this. */
  public TrackedVisit decode(byte[] value) {
    AvroSlice in = new AvroSlice(value, 0, value.length);
    try {
      long written = in.readLong();
      long ticketNumber = written < 0 ? ~written : written;
      Instant heardAt = Instant.ofEpochMilli(in.readLong());
      Plan plan = written < 0 ? PlanCodec.read(in) : null;
      int read = in.position();
      Visit told = codec.reader.read(value, read, value.length - read).orThrow();
      return TrackedVisit.of(
          told,
          plan,
          ticketNumber == NO_TICKET ? null : (Long) ticketNumber,
          heardAt,
          value.length - read);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored visit is cut off", e);
    }
  }

  private static Bytes key(String siteId, String visitId) {
    return Table.VISITS.key().text(siteId).text(visitId).toBytes();
  }
}
