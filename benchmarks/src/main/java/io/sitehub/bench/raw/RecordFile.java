package io.sitehub.bench.raw;

import io.sitehub.model.topic.TopicCatalogue;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The records that a gateway wrote, in a file, so that another process can write them again. */
final class RecordFile {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private RecordFile() {}

  /**
   * A record without its place in the log.
   *
   * @param headers in their order
   */
  record Content(byte[] key, byte[] value, List<Header> headers) {
    int bytes() {
      int bytes = key.length + value.length;
      for (Header header : headers) {
        bytes += header.key().length() + header.value().length;
      }
      return bytes;
    }
  }

  /**
   * Copies the first records of the topic of events.
   *
   * @throws IllegalStateException if there are not so many
   */
  static List<Content> readLog(String bootstrapServers, int count) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
    List<Content> contents = new ArrayList<>(count);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TopicCatalogue.EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (contents.size() < count) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (contents.size() < count) {
            contents.add(
                new Content(record.key(), record.value(), List.of(record.headers().toArray())));
          }
        }
        if (System.nanoTime() > end) {
          throw new IllegalStateException("only " + contents.size() + " events in " + PATIENCE);
        }
      }
    }
    return contents;
  }

  static void write(Path file, List<Content> contents) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(contents.size());
      for (Content content : contents) {
        write(content.key, out);
        write(content.value, out);
        out.writeInt(content.headers.size());
        for (Header header : content.headers) {
          out.writeUTF(header.key());
          write(header.value(), out);
        }
      }
    }
  }

  static List<Content> read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int count = in.readInt();
      List<Content> contents = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        byte[] key = readBytes(in);
        byte[] value = readBytes(in);
        int headerCount = in.readInt();
        List<Header> headers = new ArrayList<>(headerCount);
        for (int h = 0; h < headerCount; h++) {
          headers.add(new RecordHeader(in.readUTF(), readBytes(in)));
        }
        contents.add(new Content(key, value, headers));
      }
      return contents;
    }
  }

  private static void write(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
