package io.sitehub.processors.state;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/** Reads the parts of a key that {@link KeyWriter} wrote, in the same order. */
public final class KeyReader {

  private final byte[] bytes;
  private int position = 1;

  /** Begins behind the table's number. */
  public KeyReader(Bytes key) {
    this.bytes = key.get();
  }

  /** The next part, which is text. */
  public String text() {
    int end = position;
    while (bytes[end] != KeyWriter.END_OF_TEXT) {
      end++;
    }
    byte[] utf8 = new byte[end - position];
    int length = 0;
    while (position < end) {
      byte octet = bytes[position++];
      utf8[length++] = octet == KeyWriter.ESCAPE ? (byte) (bytes[position++] - 1) : octet;
    }
    position = end + 1;
    return new String(utf8, 0, length, StandardCharsets.UTF_8);
  }

  /** The next part, which is one byte, 0 to 255. */
  public int octet() {
    return bytes[position++] & 0xff;
  }

  /** The next part, which is a number. */
  public long number() {
    long sortable = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      sortable = sortable << Byte.SIZE | octet();
    }
    return sortable ^ Long.MIN_VALUE;
  }

  /** The next part, which is an instant. */
  public Instant instant() {
    long seconds = number();
    int nano = octet() << 24 | octet() << 16 | octet() << 8 | octet();
    return Instant.ofEpochSecond(seconds, nano);
  }
}
