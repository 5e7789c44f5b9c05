package io.sitehub.bench.raw;

import io.sitehub.bench.raw.RecordFile.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code ProducerPerformance}, which knows values only, send what a gateway sends: each value
 * it sends is the number of a record in a {@link RecordFile}, and that record goes out instead,
 * with its key and its headers.
 */
public final class EventRecords implements ProducerInterceptor<byte[], byte[]> {
  /** Setting of the producer: the file. */
  static final String FILE = "bench.records";

  private List<Content> contents = List.of();

  @Override
  public void configure(Map<String, ?> configs) {
    try {
      contents = RecordFile.read(Path.of(String.valueOf(configs.get(FILE))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    Content content =
        contents.get(Integer.parseInt(new String(record.value(), StandardCharsets.US_ASCII)));
    return new ProducerRecord<>(
        record.topic(), null, content.key(), content.value(), content.headers());
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception e) {}

  @Override
  public void close() {}
}
