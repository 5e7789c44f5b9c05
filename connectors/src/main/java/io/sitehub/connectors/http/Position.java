package io.sitehub.connectors.http;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Where a record lies in Kafka, whatever transformations made of it (KIP-793). */
record Position(TopicPartition partition, long offset) {

  /** The position of a record. */
  static Position of(SinkRecord record) {
    return new Position(
        new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
        record.originalKafkaOffset());
  }
}
