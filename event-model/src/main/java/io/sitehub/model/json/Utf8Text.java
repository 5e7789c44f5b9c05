package io.sitehub.model.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing beyond
 * U+10FFFF. JSON parsers are lenient about this, and what they let through reads differently
 * elsewhere. A zero byte does not count as text: JSON never has one, and parsers take it as a sign
 * of UTF-16 or UTF-32.
 */
public final class Utf8Text {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long ONES = 0x0101_0101_0101_0101L;

  private Utf8Text() {}

  /**
   * Index in the array of the first byte that is no UTF-8, or -1 when all of {@code bytes[offset,
   * offset + length)} is.
   */
  public static int firstInvalid(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (end - at >= Long.BYTES && isPlain((long) LONGS.get(bytes, at))) {
        at += Long.BYTES;
      } else if (bytes[at] > 0) {
        at++;
      } else {
        int size = sequence(bytes, at, end);
        if (size == 0) {
          return at;
        }
        at += size;
      }
    }
    return -1;
  }

  /** Whether each of eight bytes is 1 to 127: subtracting one sets the high bit of a zero. */
  private static boolean isPlain(long eight) {
    return ((eight | eight - ONES) & HIGH_BITS) == 0;
  }

  /** Length of the multi-byte character at {@code at}, or 0 when it is not one. */
  private static int sequence(byte[] b, int at, int end) {
    int first = b[at] & 0xff;
    int left = end - at;
    if (first >= 0xc2 && first <= 0xdf) {
      return left >= 2 && isContinuation(b[at + 1]) ? 2 : 0;
    }
    if (first >= 0xe0 && first <= 0xef) {
      if (left < 3 || !isContinuation(b[at + 1]) || !isContinuation(b[at + 2])) {
        return 0;
      }
      int second = b[at + 1] & 0xff;
      boolean overlong = first == 0xe0 && second < 0xa0;
      boolean surrogate = first == 0xed && second > 0x9f;
      return overlong || surrogate ? 0 : 3;
    }
    if (first >= 0xf0 && first <= 0xf4) {
      if (left < 4
          || !isContinuation(b[at + 1])
          || !isContinuation(b[at + 2])
          || !isContinuation(b[at + 3])) {
        return 0;
      }
      int second = b[at + 1] & 0xff;
      boolean overlong = first == 0xf0 && second < 0x90;
      boolean tooHigh = first == 0xf4 && second > 0x8f;
      return overlong || tooHigh ? 0 : 4;
    }
    return 0;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xc0) == 0x80;
  }
}
