package io.sitehub.connectors.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The batches that are to be posted, in the order of the log. Those that have a ticket in common
 * follow each other; the others may overtake. A batch that was put back keeps its members, so that
 * the next attempt has the same key. Not for use by several threads.
 */
final class BatchPlan {

  private final List<Batch> waiting;
  private final Set<TicketName> underWay = new HashSet<>();

  private BatchPlan(List<Batch> waiting) {
    this.waiting = waiting;
  }

  /** A plan for deliveries that are open, in batches of a size at most. */
  static BatchPlan of(List<Delivery> open, int batchSize) {
    List<Batch> batches = new ArrayList<>();
    List<Delivery> members = new ArrayList<>();
    Set<TicketName> names = new HashSet<>();
    for (Delivery delivery : open) {
      TicketName name = TicketName.of(delivery.ticket());
      if (members.size() == batchSize || names.contains(name)) {
        batches.add(new Batch(List.copyOf(members)));
        members.clear();
        names.clear();
      }
      members.add(delivery);
      names.add(name);
    }
    if (!members.isEmpty()) {
      batches.add(new Batch(List.copyOf(members)));
    }
    return new BatchPlan(batches);
  }

  /**
   * Takes out the first batch none of whose tickets is under way or waits before it.
   *
   * @param stillWanted asked for each member of a batch that is due; the others leave the plan
   */
  Optional<Batch> next(Predicate<Delivery> stillWanted) {
    Set<TicketName> blocked = new HashSet<>(underWay);
    for (int i = 0; i < waiting.size(); ) {
      Batch batch = waiting.get(i);
      Set<TicketName> names = batch.names();
      if (names.stream().anyMatch(blocked::contains)) {
        blocked.addAll(names);
        i++;
        continue;
      }
      waiting.remove(i);
      List<Delivery> wanted = batch.members().stream().filter(stillWanted).toList();
      if (!wanted.isEmpty()) {
        Batch due = new Batch(wanted);
        underWay.addAll(due.names());
        return Optional.of(due);
      }
    }
    return Optional.empty();
  }

  /** A batch has its answer. Call it before its members change. */
  void landed(Batch batch) {
    underWay.removeAll(batch.names());
  }

  /** A batch is to be posted again as it is, before whatever else there is of its tickets. */
  void putBack(Batch batch) {
    waiting.addFirst(batch);
  }

  /** The members of a batch are to be posted one by one, before what else there is of them. */
  void split(Batch batch) {
    waiting.addAll(0, batch.singles());
  }
}
