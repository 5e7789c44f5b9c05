package io.sitehub.processors.topology;

import io.sitehub.model.event.Direction;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.OrderStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Orders from a seed: made, changed, called off, completed, removed and made again; with bookings
 * of visits that come and of such that do not, in several orders at times. Their ids are those that
 * {@code RandomHistory} has visits name, and one more.
 */
final class RandomOrders {

  private static final Instant START = Instant.parse("2026-03-27T08:00:00Z");
  private static final Instant SLOT = Instant.parse("2026-03-29T00:00:00Z");
  private static final List<String> ORDER_IDS = List.of("O-1", "O-2", "O-3");

  private final String siteId;
  private final Random random;
  private final int visits;

  /** Of each order, what was told between two removals; of which the order does not matter. */
  private final Map<String, List<List<Order>>> lives = new LinkedHashMap<>();

  /**
   * @param visits how many visits there are to be booked
   */
  RandomOrders(String siteId, long seed, int visits) {
    this.siteId = siteId;
    this.random = new Random(seed);
    this.visits = visits;
    for (String orderId : ORDER_IDS) {
      List<List<Order>> all = new ArrayList<>();
      for (int life = random.nextInt(1, 4); life > 0; life--) {
        all.add(life(orderId));
      }
      lives.put(orderId, all);
    }
  }

  /**
   * A record of the log of orders.
   *
   * @param order null: it was removed
   */
  record Change(String siteId, String orderId, @Nullable Order order) {
    void tell(TopologyFixture topology) {
      if (order == null) {
        topology.removeOrder(siteId, orderId);
      } else {
        topology.order(order);
      }
    }
  }

  /** The orders as they are in the end. */
  Collection<Order> standing() {
    List<Order> standing = new ArrayList<>();
    for (List<List<Order>> all : lives.values()) {
      all.getLast().stream()
          .max(Comparator.comparingLong(Order::getVersion))
          .ifPresent(standing::add);
    }
    return standing;
  }

  /**
   * All changes: those of different orders in any order, and of one order between two removals too,
   * some of them repeatedly.
   */
  List<Change> interleaved() {
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<String, List<List<Order>>> each : lives.entrySet()) {
      int at = 0;
      for (Change change : shuffled(each.getKey(), each.getValue())) {
        at = random.nextInt(at, changes.size() + 1);
        changes.add(at++, change);
      }
    }
    return changes;
  }

  private List<Change> shuffled(String orderId, List<List<Order>> all) {
    List<Change> changes = new ArrayList<>();
    for (List<Order> life : all) {
      if (!changes.isEmpty()) {
        changes.add(new Change(siteId, orderId, null));
      }
      List<Order> told = new ArrayList<>(life);
      for (Order order : life) {
        if (random.nextInt(3) == 0) {
          told.add(order);
        }
      }
      Collections.shuffle(told, random);
      told.forEach(order -> changes.add(new Change(siteId, orderId, order)));
    }
    return changes;
  }

  private List<Order> life(String orderId) {
    List<Order> versions = new ArrayList<>();
    long version = random.nextInt(5);
    int changes = random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      version += random.nextInt(1, 3);
      versions.add(order(orderId, version));
    }
    return versions;
  }

  private Order order(String orderId, long version) {
    SortedSet<Integer> booked = new TreeSet<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      booked.add(random.nextInt(visits));
    }
    return Order.newBuilder()
        .setSiteId(siteId)
        .setOrderId(orderId)
        .setVersion(version)
        .setChangedAt(START.plusSeconds(3_600 * version))
        .setStatus(
            pick(OrderStatus.OPEN, OrderStatus.OPEN, OrderStatus.CANCELLED, OrderStatus.COMPLETED))
        .setDirection(optional(Direction.INBOUND, Direction.OUTBOUND))
        .setMaterial(optional("gravel", "sand", " "))
        .setCarrier(optional("Martin", "Dupont"))
        .setPlannedGrams(optional(500_000_000L))
        .setBookings(booked.stream().map(each -> booking("v-" + each)).toList())
        .build();
  }

  private Booking booking(String visitId) {
    Instant slot = SLOT.plusSeconds(random.nextInt(100) * 900L);
    return Booking.newBuilder()
        .setVisitId(visitId)
        .setBookedAt(START.plusSeconds(random.nextInt(40) * 3_600L))
        .setCancelled(random.nextInt(4) == 0)
        .setSlotStart(optional(slot))
        .setSlotEnd(optional(slot.plusSeconds(1_800), slot.minusSeconds(60)))
        .setPlannedPlate(optional("AB-123-CD", "XY-9"))
        .setCarrier(optional("Legrand"))
        .setPlannedGrams(optional(24_000_000L))
        .build();
  }

  @SafeVarargs
  private <T> T pick(T... from) {
    return from[random.nextInt(from.length)];
  }

  @SafeVarargs
  private <T> @Nullable T optional(T... from) {
    int at = random.nextInt(from.length + 1);
    return at == from.length ? null : from[at];
  }
}
