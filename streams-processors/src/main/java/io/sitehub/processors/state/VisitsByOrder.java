package io.sitehub.processors.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The visits whose events name an order, whether or not the order is known: it may come later.
 * Written with the event, not before the commit, so that an order finds those still at hand.
 */
public final class VisitsByOrder {

  private static final byte[] NOTHING = {};

  private final StateSpace space;

  /** The visits in a store. */
  public VisitsByOrder(StateSpace space) {
    this.space = space;
  }

  /** Remembers which order a visit's events name now, and no longer name; null: none. */
  public void update(
      String siteId, String visitId, @Nullable String before, @Nullable String after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before != null) {
      space.put(order(siteId, before).text(visitId).toBytes(), null);
    }
    if (after != null) {
      space.put(order(siteId, after).text(visitId).toBytes(), NOTHING);
    }
  }

  /**
   * The visits that name an order, by their ids.
   *
   * @param after only those behind this one; null: from the first
   * @param limit how many at most
   */
  public List<String> of(String siteId, String orderId, @Nullable String after, int limit) {
    List<String> visitIds = new ArrayList<>();
    KeyWriter all = order(siteId, orderId);
    space.scan(
        after == null ? all.toBytes() : order(siteId, orderId).text(after).behind(),
        all.behind(),
        (key, nothing) -> {
          KeyReader reader = new KeyReader(key);
          reader.text();
          reader.text();
          visitIds.add(reader.text());
          return visitIds.size() < limit;
        });
    return visitIds;
  }

  private static KeyWriter order(String siteId, String orderId) {
    return Table.VISITS_BY_ORDER.key().text(siteId).text(orderId);
  }
}
