package io.sitehub.cli.publish;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One event in the very bytes of its author: nothing is read into it and nothing made nicer. */
public final class EventText {
  private final byte[] utf8;
  private final int from;
  private final int length;

  /** The bytes of {@code utf8} from {@code from} on, which must not change any more. */
  EventText(byte[] utf8, int from, int length) {
    this.utf8 = utf8;
    this.from = from;
    this.length = length;
  }

  /** In bytes. */
  int length() {
    return length;
  }

  void writeTo(ByteArrayOutputStream out) {
    out.write(utf8, from, length);
  }

  @Override
  public String toString() {
    return new String(utf8, from, length, StandardCharsets.UTF_8);
  }
}
