package io.sitehub.processors.order;

import io.sitehub.model.catalogue.AttributeRule;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.DecodeFailure;
import io.sitehub.model.serde.DecodeResult;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.UndecodableException;
import io.sitehub.model.state.Order;
import io.sitehub.model.topic.SitePartitioner;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads records of the topic of orders. It trusts nobody, whatever wrote them. */
final class OrderDecoder {

  private final RecordReader<Order> orders;
  private final SitePartitioner partitioner;

  OrderDecoder(SchemaRegistry registry, int partitions) {
    this.orders = RecordReader.of(registry, Order.class);
    this.partitioner = new SitePartitioner(partitions);
  }

  /** What came of reading a record. */
  sealed interface Read {
    /** An order that may be used. */
    record Usable(OrderRecord order) implements Read {}

    /** One that may not; says why, without values. */
    record Unusable(String detail) implements Read {}
  }

  /**
   * Reads a record.
   *
   * @param partition where it lies
   * @throws UndecodableException when the registry, cold, does not answer
   */
  Read read(int partition, byte @Nullable [] key, byte @Nullable [] value) {
    String[] parts =
        key == null ? new String[0] : new String(key, StandardCharsets.UTF_8).split("/", 2);
    if (parts.length != 2
        || !AttributeRule.SITE_ID.holds(parts[0])
        || !OrderRules.isOrderId(parts[1])) {
      return new Read.Unusable("the key must be <site>/<order>, the order 1 to 64 characters");
    }
    if (partitioner.partitionOf(parts[0]) != partition) {
      return new Read.Unusable("the site lies in another partition");
    }
    if (value == null) {
      return new Read.Usable(new OrderRecord(parts[0], parts[1], null));
    }
    Order order = known(orders.read(value));
    if (order == null) {
      return new Read.Unusable("the value is no Order");
    }
    if (!order.getSiteId().equals(parts[0]) || !order.getOrderId().equals(parts[1])) {
      return new Read.Unusable("siteId and orderId must be those of the key");
    }
    String violation = OrderRules.violation(order);
    return violation == null
        ? new Read.Usable(new OrderRecord(parts[0], parts[1], order))
        : new Read.Unusable(violation);
  }

  /** The record; null when it can never be read. */
  private static @Nullable Order known(DecodeResult<Order> result) {
    return switch (result) {
      case DecodeResult.Decoded<Order>(Order order, int _) -> order;
      case DecodeResult.Undecodable<Order>(DecodeFailure failure) -> {
        if (failure.retryable()) {
          throw new UndecodableException(failure);
        }
        yield null;
      }
    };
  }
}
