package io.sitehub.connectors.http;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What Connect delivered last and how far each record is. When it delivers the same again, nothing
 * that is finished starts anew. Not for use by several threads.
 */
final class Deliveries {

  private Map<Position, Delivery> byPosition = Map.of();

  /**
   * Takes records over. Records that are not among them are forgotten: they went with their
   * partition.
   *
   * @param intake asked for records that were not here before
   * @return whether these are exactly the records that were here before
   */
  boolean take(Collection<SinkRecord> records, Function<SinkRecord, Delivery> intake) {
    Map<Position, Delivery> taken = LinkedHashMap.newLinkedHashMap(records.size());
    for (SinkRecord record : records) {
      Position position = Position.of(record);
      Delivery known = byPosition.get(position);
      taken.put(position, known == null ? intake.apply(record) : known);
    }
    boolean same = taken.keySet().equals(byPosition.keySet());
    byPosition = taken;
    return same;
  }

  /** All of them, in the order of the log. */
  Collection<Delivery> all() {
    return byPosition.values();
  }

  /** Those that the ERP has not answered for good, in the order of the log. */
  List<Delivery> open() {
    return byPosition.values().stream().filter(Delivery::isOpen).toList();
  }

  /** How many are not finished. */
  long unfinished() {
    return byPosition.values().stream().filter(delivery -> !delivery.isFinished()).count();
  }

  /** The offset of the first record of a partition that is not finished. */
  OptionalLong firstUnfinished(TopicPartition partition) {
    return byPosition.values().stream()
        .filter(delivery -> !delivery.isFinished())
        .map(Delivery::position)
        .filter(position -> position.partition().equals(partition))
        .mapToLong(Position::offset)
        .min();
  }

  /** Forgets what lies in some partitions. */
  void forget(Collection<TopicPartition> partitions) {
    Map<Position, Delivery> kept = new LinkedHashMap<>(byPosition);
    kept.keySet().removeIf(position -> partitions.contains(position.partition()));
    byPosition = kept;
  }

  /** Forgets everything. */
  void clear() {
    byPosition = Map.of();
  }
}
