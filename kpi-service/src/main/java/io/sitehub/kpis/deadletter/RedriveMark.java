package io.sitehub.kpis.deadletter;

import io.sitehub.kpis.deadletter.DeadLetter.Place;
import io.sitehub.kpis.deadletter.DeadLetter.Redriven;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record among the dead letters that says that one of its partition was published once more: it
 * has the letter's key, no value, and the headers below.
 *
 * @param letter which
 */
record RedriveMark(Place letter, Redriven redriven) {
  private static final String LETTER = "dl_redriven";
  private static final String PARTITION = "dl_redriven_partition";
  private static final String OFFSET = "dl_redriven_offset";

  /** The mark that a record is, if it is one. */
  static Optional<RedriveMark> of(ConsumerRecord<byte[], byte[]> record) {
    Optional<Long> letter = number(record, LETTER);
    Optional<Long> partition = number(record, PARTITION);
    Optional<Long> offset = number(record, OFFSET);
    if (letter.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RedriveMark(
            new Place(record.partition(), letter.get()),
            new Redriven(
                Instant.ofEpochMilli(record.timestamp()),
                partition.get().intValue(),
                offset.get())));
  }

  /** The record that says so. */
  @SuppressWarnings("NullAway") // it has no value
  ProducerRecord<byte[], byte[]> record(byte[] key) {
    byte @Nullable [] none = null;
    Long at = redriven.at().toEpochMilli();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(TopicCatalogue.DEAD_LETTERS.name(), letter.partition(), at, key, none);
    add(record, LETTER, letter.offset());
    add(record, PARTITION, redriven.partition());
    add(record, OFFSET, redriven.offset());
    return record;
  }

  private static void add(ProducerRecord<byte[], byte[]> record, String name, long number) {
    record.headers().add(name, Long.toString(number).getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Long> number(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    String text = new String(header.value(), StandardCharsets.UTF_8);
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
