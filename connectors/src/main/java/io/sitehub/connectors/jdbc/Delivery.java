package io.sitehub.connectors.jdbc;

import io.sitehub.connectors.ticket.IssuedTicket;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A ticket to be written, and the record that brought it.
 *
 * @param record as Connect handed it over, to be put aside if the database refuses the ticket
 */
record Delivery(SinkRecord record, IssuedTicket ticket) {

  /** The partition a record lies in, whatever transformations did to its topic. */
  static TopicPartition partitionOf(SinkRecord record) {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }
}
