package io.sitehub.processors.decode;

import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.state.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log as it lies there.
 *
 * @param topic the topic
 * @param partition its partition
 * @param offset its offset
 * @param recordedAt when it was written to the log
 * @param key the key's bytes; must not be changed
 * @param value the value's bytes; must not be changed
 * @param headers its headers
 */
public record LogRecord(
    String topic,
    int partition,
    long offset,
    Instant recordedAt,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {

  /**
   * The record of an event that is read from the state: as it was, but for headers that are no
   * attributes, and the trace context.
   */
  public static LogRecord of(StoredEvent stored, int partition) {
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(stored.event().attributes(), headers);
    return of(stored, partition, headers);
  }

  /** The record of an event whose headers are at hand. */
  public static LogRecord of(StoredEvent stored, int partition, Headers headers) {
    return new LogRecord(
        TopicCatalogue.EVENTS.name(),
        partition,
        stored.offset(),
        stored.recordedAt(),
        stored.event().siteId().getBytes(StandardCharsets.UTF_8),
        stored.body(),
        headers);
  }

  /** Key, value and headers together. */
  public long bytes() {
    return keyAndHeaderBytes() + (value == null ? 0 : value.length);
  }

  /** Key and headers together. */
  long keyAndHeaderBytes() {
    long bytes = key == null ? 0 : key.length;
    for (Header header : headers) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogRecord that
        && topic.equals(that.topic)
        && partition == that.partition
        && offset == that.offset
        && recordedAt.equals(that.recordedAt)
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value)
        && headers.equals(that.headers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partition, offset);
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
