package io.sitehub.cli.oracle;

import io.sitehub.model.event.Direction;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.OrderStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an ERP tells of its orders, from a seed: more trucks than come, some of them twice, versions
 * that are told again, orders that are called off, over, removed and made anew.
 */
final class RandomErp {
  private static final Instant START = Instant.parse("2026-03-28T06:00:00Z");
  private static final int ORDERS = 6;

  private final String siteId;
  private final Random random;
  private final int visits;
  private final List<Change> changes = new ArrayList<>();

  /** The orders of a site that so many trucks come to. */
  RandomErp(String siteId, long seed, int trucks) {
    this.siteId = siteId;
    this.random = new Random(~seed);
    this.visits = trucks + trucks / 4;
    long version = 0;
    for (int i = 0; i < 8 * ORDERS; i++) {
      String orderId = "order-" + random.nextInt(ORDERS);
      String key = siteId + "/" + orderId;
      changes.add(
          random.nextInt(10) == 0
              ? new Change(key, null)
              : new Change(key, order(orderId, version++)));
    }
    for (int i = 0; i < ORDERS; i++) {
      int at = random.nextInt(changes.size());
      changes.add(at, changes.get(at));
    }
  }

  /**
   * A record of the topic of orders.
   *
   * @param order null: it is removed
   */
  record Change(String key, @Nullable Order order) {}

  /** In the order in which the ERP made them. */
  List<Change> changes() {
    return changes;
  }

  /** The orders as they are in the end. */
  List<Order> standing() {
    OrderLog log = new OrderLog();
    changes.forEach(change -> log.read(change.key(), change.order()));
    return log.standing();
  }

  /** In another order, but what was told of an order before it was removed stays before that. */
  List<Change> inAnotherOrder(long order) {
    Random shuffling = new Random(order);
    List<Change> shuffled = new ArrayList<>();
    List<Change> since = new ArrayList<>();
    for (Change change : changes) {
      if (change.order() == null) {
        Collections.shuffle(since, shuffling);
        shuffled.addAll(since);
        shuffled.add(change);
        since.clear();
      } else {
        since.add(change);
      }
    }
    Collections.shuffle(since, shuffling);
    shuffled.addAll(since);
    return shuffled;
  }

  private Order order(String orderId, long version) {
    Set<Integer> booked = new TreeSet<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      booked.add(random.nextInt(visits));
    }
    return Order.newBuilder()
        .setSiteId(siteId)
        .setOrderId(orderId)
        .setVersion(version)
        .setChangedAt(START.plusSeconds(600 * version))
        .setStatus(
            switch (random.nextInt(6)) {
              case 0 -> OrderStatus.CANCELLED;
              case 1 -> OrderStatus.COMPLETED;
              default -> OrderStatus.OPEN;
            })
        .setDirection(maybe(random.nextBoolean() ? Direction.INBOUND : Direction.OUTBOUND))
        .setMaterial(maybe("gravel"))
        .setCarrier(maybe("carrier-of-the-order"))
        .setBookings(booked.stream().map(each -> booking("v-" + each)).toList())
        .build();
  }

  private Booking booking(String visitId) {
    Instant slot = START.plusSeconds(random.nextInt(200) * 900L);
    return Booking.newBuilder()
        .setVisitId(visitId)
        .setBookedAt(START.minusSeconds(random.nextInt(20) * 3_600L))
        .setCancelled(random.nextInt(5) == 0)
        .setSlotStart(maybe(slot))
        .setSlotEnd(maybe(slot.plusSeconds(random.nextInt(8) == 0 ? -60 : 1_800)))
        .setPlannedPlate(maybe(random.nextInt(5) == 0 ? "" : "BK-100-AA"))
        .setCarrier(maybe("carrier-of-the-booking"))
        .setPlannedGrams(maybe(25_000_000L))
        .build();
  }

  private <T> @Nullable T maybe(T value) {
    return random.nextBoolean() ? value : null;
  }
}
