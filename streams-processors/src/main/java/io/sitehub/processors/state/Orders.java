package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.avro.AvroSlice;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Order;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The orders of each site. */
public final class Orders {

  private final StateSpace space;
  private final RecordWriter<Order> writer;
  private final RecordReader<Order> reader;

  /** An order with hundreds of bookings is asked for once for each of them. */
  private @Nullable Read last;

  @SuppressWarnings("ArrayRecordComponent") // compared by what is in it
  private record Read(byte[] value, StoredOrder order) {}

  /** The orders in a store. */
  public Orders(StateSpace space, SchemaRegistry registry) {
    this.space = space;
    this.writer = new RecordWriter<>(registry, TopicCatalogue.ORDERS);
    this.reader = RecordReader.of(registry, Order.class);
  }

  /** The order, or null. */
  public @Nullable StoredOrder find(String siteId, String orderId) {
    byte[] value = space.get(key(siteId, orderId).toBytes());
    return value == null ? null : read(value);
  }

  private StoredOrder read(byte[] value) {
    Read known = last;
    if (known == null || !Arrays.equals(known.value(), value)) {
      known = new Read(value, decode(value));
      last = known;
    }
    return known.order();
  }

  /** Stores an order. */
  public void put(StoredOrder stored) {
    Order order = stored.order();
    byte[] wire = writer.write(order);
    AvroBuffer out = new AvroBuffer(wire.length + 10);
    out.writeLong(stored.heardAt().toEpochMilli());
    out.put(wire, 0, wire.length);
    space.put(key(order.getSiteId(), order.getOrderId()).toBytes(), out.toByteArray());
  }

  /** Forgets an order. */
  public void remove(String siteId, String orderId) {
    space.put(key(siteId, orderId).toBytes(), null);
  }

  /**
   * Visits the orders of a site by their ids, with when each was last heard of, until {@code
   * visitor} returns false. It reads no more of them than that.
   *
   * @param after id of the last one seen; null: from the start
   * @return whether the scan came to its end
   */
  public boolean scan(String siteId, @Nullable String after, BiPredicate<String, Instant> visitor) {
    KeyWriter all = Table.ORDERS.key().text(siteId);
    return space.scan(
        after == null ? all.toBytes() : key(siteId, after).behind(),
        all.behind(),
        (key, value) -> {
          KeyReader reader = new KeyReader(key);
          reader.text();
          return visitor.test(reader.text(), heardAt(new AvroSlice(value, 0, value.length)));
        });
  }

  private StoredOrder decode(byte[] value) {
    AvroSlice in = new AvroSlice(value, 0, value.length);
    Instant heardAt = heardAt(in);
    int read = in.position();
    return new StoredOrder(reader.read(value, read, value.length - read).orThrow(), heardAt);
  }

  private static Instant heardAt(AvroSlice in) {
    try {
      return Instant.ofEpochMilli(in.readLong());
    } catch (IOException e) {
      throw new UncheckedIOException("a stored order is cut off", e);
    }
  }

  private static KeyWriter key(String siteId, String orderId) {
    return Table.ORDERS.key().text(siteId).text(orderId);
  }
}
