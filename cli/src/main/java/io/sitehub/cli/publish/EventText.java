package io.sitehub.cli.publish;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  byte[] bytes() {
    return Arrays.copyOfRange(utf8, from, from + length);
  }

  @Override
  public String toString() {
    return new String(utf8, from, length, StandardCharsets.UTF_8);
  }
}
