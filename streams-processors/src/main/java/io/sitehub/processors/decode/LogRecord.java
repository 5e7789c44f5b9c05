package io.sitehub.processors.decode;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
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
