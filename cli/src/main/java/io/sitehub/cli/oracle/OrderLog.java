package io.sitehub.cli.oracle;

import io.sitehub.model.state.Order;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The orders of all sites, as the records of their topic, read one after the other, leave them. */
public final class OrderLog {
  private final SortedMap<String, Order> orders = new TreeMap<>();

  /**
   * Reads the next record.
   *
   * @param key its key
   * @param order null: the order was removed
   */
  public void read(String key, @Nullable Order order) {
    if (order == null) {
      orders.remove(key);
    } else {
      orders.merge(key, order, (a, b) -> b.getVersion() > a.getVersion() ? b : a);
    }
  }

  /** Those that are left. */
  public List<Order> standing() {
    return List.copyOf(orders.values());
  }
}
