package io.sitehub.processors.decode;

import io.sitehub.model.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be used, and why.
 *
 * @param record the record, byte for byte
 * @param reason why
 * @param detail what exactly is wrong, without values; what is above {@link #MAX_DETAIL} characters
 *     is cut off
 */
public record DeadLetter(LogRecord record, DeadLetterReason reason, String detail) {

  /** How long a detail is. */
  public static final int MAX_DETAIL = 512;

  /**
   * How large the original may be to be carried along: an event with room to spare. Of a larger one
   * only its place, hash and size are told.
   */
  public static final int MAX_ORIGINAL_BYTES = 2 * Topic.MAX_EVENT_BYTES;

  /** Header: the stage that found out. */
  public static final String STAGE = "dl_stage";

  /** Header: {@link DeadLetterReason#code()}. */
  public static final String REASON = "dl_reason";

  /** Header: what exactly is wrong. */
  public static final String DETAIL = "dl_detail";

  /** Header: the topic the record came from. */
  public static final String TOPIC = "dl_topic";

  /** Header: its partition there, decimal. */
  public static final String PARTITION = "dl_partition";

  /** Header: its offset there, decimal. */
  public static final String OFFSET = "dl_offset";

  /** Header of a letter without the value: SHA-256 of the value, lower-case hexadecimal. */
  public static final String VALUE_SHA256 = "dl_value_sha256";

  /** Header of a letter without the value: its length, decimal. */
  public static final String VALUE_BYTES = "dl_value_bytes";

  public DeadLetter {
    detail = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
  }

  /** The original key; null also when key and headers alone are too large to be carried along. */
  public byte @Nullable [] key() {
    return keepsHeaders() ? record.key() : null;
  }

  /** The original value; null also when the record is too large to be carried along. */
  public byte @Nullable [] value() {
    return keepsValue() ? record.value() : null;
  }

  private boolean keepsHeaders() {
    return record.keyAndHeaderBytes() <= MAX_ORIGINAL_BYTES;
  }

  private boolean keepsValue() {
    return record.bytes() <= MAX_ORIGINAL_BYTES;
  }

  /**
   * The original headers, unless they are too large themselves, and behind them those that say why
   * it is a dead letter.
   */
  public Headers headers() {
    Headers headers = keepsHeaders() ? new RecordHeaders(record.headers()) : new RecordHeaders();
    add(headers, STAGE, reason.stage().code());
    add(headers, REASON, reason.code());
    add(headers, DETAIL, detail);
    add(headers, TOPIC, record.topic());
    add(headers, PARTITION, Integer.toString(record.partition()));
    add(headers, OFFSET, Long.toString(record.offset()));
    byte[] value = record.value();
    if (value != null && !keepsValue()) {
      add(headers, VALUE_SHA256, sha256(value));
      add(headers, VALUE_BYTES, Integer.toString(value.length));
    }
    return headers;
  }

  private static String sha256(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
