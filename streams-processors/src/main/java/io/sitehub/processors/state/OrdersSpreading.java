package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.avro.AvroSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Orders that so many visits name that not all of them have what the order says now. */
public final class OrdersSpreading {

  private final StateSpace space;

  /** The orders in a store. */
  public OrdersSpreading(StateSpace space) {
    this.space = space;
  }

  /**
   * An order and how far it has come.
   *
   * @param doneTo the last visit, by id, that has what the order says
   * @param timestampMs of the record that changed the order
   */
  public record Spreading(String siteId, String orderId, String doneTo, long timestampMs) {}

  /** One of them; null: there is none. */
  public @Nullable Spreading any() {
    @Nullable Spreading[] found = {null};
    space.scan(
        Table.ORDERS_SPREADING.key(),
        (key, value) -> {
          KeyReader reader = new KeyReader(key);
          found[0] = decode(reader.text(), reader.text(), value);
          return false;
        });
    return found[0];
  }

  /** Remembers how far an order has come. */
  public void put(Spreading spreading) {
    AvroBuffer out = new AvroBuffer(80);
    out.writeString(spreading.doneTo());
    out.writeLong(spreading.timestampMs());
    space.put(key(spreading.siteId(), spreading.orderId()), out.toByteArray());
  }

  /** All visits that name the order have what it says. */
  public void remove(String siteId, String orderId) {
    Bytes key = key(siteId, orderId);
    if (space.get(key) != null) {
      space.put(key, null);
    }
  }

  private static Spreading decode(String siteId, String orderId, byte[] value) {
    AvroSlice in = new AvroSlice(value, 0, value.length);
    try {
      return new Spreading(siteId, orderId, in.readString(), in.readLong());
    } catch (IOException e) {
      throw new UncheckedIOException("how far an order has come is cut off", e);
    }
  }

  private static Bytes key(String siteId, String orderId) {
    return Table.ORDERS_SPREADING.key().text(siteId).text(orderId).toBytes();
  }
}
