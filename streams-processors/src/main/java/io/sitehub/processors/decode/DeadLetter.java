package io.sitehub.processors.decode;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that could not be used, and why.
 *
 * @param record the record, byte for byte
 * @param reason why
 * @param detail what exactly is wrong, without values
 */
public record DeadLetter(LogRecord record, DeadLetterReason reason, String detail) {

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

  /** The original headers, and behind them those that say why it is a dead letter. */
  public Headers headers() {
    Headers headers = new RecordHeaders(record.headers());
    add(headers, STAGE, reason.stage().code());
    add(headers, REASON, reason.code());
    add(headers, DETAIL, detail);
    add(headers, TOPIC, record.topic());
    add(headers, PARTITION, Integer.toString(record.partition()));
    add(headers, OFFSET, Long.toString(record.offset()));
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
