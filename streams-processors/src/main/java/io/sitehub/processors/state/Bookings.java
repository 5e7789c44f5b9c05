package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.avro.AvroSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/** Which orders have a booking of a visit: one, unless the ERP moves it from one to another. */
public final class Bookings {

  private final StateSpace space;

  /** The bookings in a store. */
  public Bookings(StateSpace space) {
    this.space = space;
  }

  /** The orders that have a booking of the visit. */
  public List<String> of(String siteId, String visitId) {
    byte[] value = space.get(key(siteId, visitId));
    if (value == null) {
      return List.of();
    }
    List<String> orderIds = new ArrayList<>();
    AvroSlice in = new AvroSlice(value, 0, value.length);
    try {
      while (!in.isEnd()) {
        orderIds.add(in.readString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a stored booking is cut off", e);
    }
    return orderIds;
  }

  /** Remembers that an order has bookings of these visits, and no longer of those. */
  public void update(
      String siteId, String orderId, Collection<String> before, Collection<String> after) {
    for (String visitId : before) {
      if (!after.contains(visitId)) {
        List<String> others = new ArrayList<>(of(siteId, visitId));
        others.remove(orderId);
        put(siteId, visitId, others);
      }
    }
    for (String visitId : after) {
      if (!before.contains(visitId)) {
        List<String> all = new ArrayList<>(of(siteId, visitId));
        all.add(orderId);
        put(siteId, visitId, all);
      }
    }
  }

  private void put(String siteId, String visitId, List<String> orderIds) {
    AvroBuffer out = new AvroBuffer(64);
    orderIds.forEach(out::writeString);
    space.put(key(siteId, visitId), orderIds.isEmpty() ? null : out.toByteArray());
  }

  private static Bytes key(String siteId, String visitId) {
    return Table.BOOKINGS.key().text(siteId).text(visitId).toBytes();
  }
}
