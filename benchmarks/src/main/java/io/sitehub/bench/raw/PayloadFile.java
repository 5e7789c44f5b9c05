package io.sitehub.bench.raw;

import io.sitehub.model.topic.TopicCatalogue;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The records that a gateway wrote, in the form {@code ProducerPerformance} takes: a line each,
 * with key, headers and value one after the other. A byte that is no printable character becomes
 * one, so that a record has as many bytes as before and compresses as well as before.
 */
public final class PayloadFile {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PRINTABLE_FROM = 0x21;
  private static final int PRINTABLE_COUNT = 0x7e - PRINTABLE_FROM;

  private PayloadFile() {}

  /**
   * Copies records from the topic of events.
   *
   * @param count how many lines the file gets
   * @return mean bytes of a record
   * @throws IllegalStateException if there are not so many
   */
  public static double write(Path file, String bootstrapServers, int count) throws IOException {
    long bytes = 0;
    List<byte[]> lines = read(bootstrapServers, count);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (byte[] line : lines) {
        bytes += line.length;
        out.write(line);
        out.write('\n');
      }
    }
    return (double) bytes / lines.size();
  }

  private static List<byte[]> read(String bootstrapServers, int count) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
    List<byte[]> lines = new ArrayList<>(count);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TopicCatalogue.EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (lines.size() < count) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (lines.size() < count) {
            lines.add(line(record));
          }
        }
        if (System.nanoTime() > end) {
          throw new IllegalStateException("only " + lines.size() + " events in " + PATIENCE);
        }
      }
    }
    return lines;
  }

  private static byte[] line(ConsumerRecord<byte[], byte[]> record) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);
    line.writeBytes(record.key());
    for (Header header : record.headers()) {
      line.writeBytes(header.key().getBytes(StandardCharsets.UTF_8));
      line.writeBytes(header.value());
    }
    line.writeBytes(record.value());
    return printable(line.toByteArray());
  }

  /** The same bytes, each that is no printable character replaced by one. */
  static byte[] printable(byte[] bytes) {
    byte[] line = bytes.clone();
    for (int i = 0; i < line.length; i++) {
      int unsigned = line[i] & 0xff;
      if (unsigned < PRINTABLE_FROM || unsigned >= PRINTABLE_FROM + PRINTABLE_COUNT) {
        line[i] = (byte) (PRINTABLE_FROM + unsigned % PRINTABLE_COUNT);
      }
    }
    return line;
  }
}
