package io.sitehub.processors.state;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * Writes a key part by part so that keys, compared byte by byte, are in the order of their parts.
 *
 * <p>Text is UTF-8 ended by a zero byte; the characters U+0000 and U+0001 are written as two bytes
 * that keep their order. Numbers are big-endian with the sign bit flipped.
 */
public final class KeyWriter {

  static final byte END_OF_TEXT = 0;
  static final byte ESCAPE = 1;

  private byte[] bytes = new byte[96];
  private int length;

  KeyWriter(Table table) {
    bytes[length++] = table.number();
  }

  /** Appends text; the end of it sorts before any further character. */
  public KeyWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ensure(2 * utf8.length + 1);
    for (byte octet : utf8) {
      if (octet == END_OF_TEXT || octet == ESCAPE) {
        bytes[length++] = ESCAPE;
        bytes[length++] = (byte) (octet + 1);
      } else {
        bytes[length++] = octet;
      }
    }
    bytes[length++] = END_OF_TEXT;
    return this;
  }

  /** Appends one byte, sorted as unsigned. */
  public KeyWriter octet(int octet) {
    ensure(1);
    bytes[length++] = (byte) octet;
    return this;
  }

  /** Appends a number, negative ones first. */
  public KeyWriter number(long number) {
    ensure(Long.BYTES);
    long sortable = number ^ Long.MIN_VALUE;
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (sortable >>> shift);
    }
    return this;
  }

  /** Appends an instant to the nanosecond, earlier ones first. */
  public KeyWriter instant(Instant instant) {
    number(instant.getEpochSecond());
    int nano = instant.getNano();
    return octet(nano >>> 24).octet(nano >>> 16).octet(nano >>> 8).octet(nano);
  }

  /** Appends bytes that were written as the end of another key. */
  public KeyWriter raw(byte[] tail) {
    ensure(tail.length);
    System.arraycopy(tail, 0, bytes, length, tail.length);
    length += tail.length;
    return this;
  }

  /** The key. */
  public Bytes toBytes() {
    return Bytes.wrap(Arrays.copyOf(bytes, length));
  }

  /** The first key behind all keys that begin with what was written. */
  public Bytes behind() {
    return Bytes.increment(toBytes());
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
