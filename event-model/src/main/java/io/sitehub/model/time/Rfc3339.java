package io.sitehub.model.time;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * RFC 3339 date-times, read and written by hand because they are on every hot path.
 *
 * <p>Accepted: {@code 2026-03-01T09:30:00Z}, with 1 to 9 digits of a second's fraction, with {@code
 * Z} or an offset, {@code t} and {@code z} in either case. Refused: a missing offset, a space
 * instead of {@code T}, dates that do not exist, leap seconds, years outside 0000 to 9999 (in UTC
 * as well).
 */
public final class Rfc3339 {

  /** What {@link #parseMillis} gives for text that is not a date-time. */
  public static final long INVALID = Long.MIN_VALUE;

  private static final long MIN_SECOND = -62_167_219_200L; // 0000-01-01T00:00:00Z
  private static final long MAX_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
  };
  private static final int[] DAYS_IN_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Rfc3339() {}

  /** Reads a date-time at its full precision, which is at most a nanosecond. */
  public static Optional<Instant> parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    long second = second(bytes, 0, bytes.length);
    return second == INVALID
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(second, nanos(bytes, 0)));
  }

  /**
   * Reads a date-time as milliseconds since the epoch; what is finer is cut off.
   *
   * @return the milliseconds, or {@link #INVALID}
   */
  public static long parseMillis(byte[] bytes, int offset, int length) {
    long second = second(bytes, offset, length);
    return second == INVALID ? INVALID : second * 1000 + nanos(bytes, offset) / 1_000_000;
  }

  /** Seconds since the epoch; everything is checked here. */
  private static long second(byte[] b, int at, int length) {
    if (length < 20
        || b[at + 4] != '-'
        || b[at + 7] != '-'
        || (b[at + 10] | 0x20) != 't'
        || b[at + 13] != ':'
        || b[at + 16] != ':') {
      return INVALID;
    }
    int year = two(b, at) * 100 + two(b, at + 2);
    int month = two(b, at + 5);
    int day = two(b, at + 8);
    int hour = two(b, at + 11);
    int minute = two(b, at + 14);
    int second = two(b, at + 17);
    if (two(b, at) < 0
        || two(b, at + 2) < 0
        || month < 1
        || month > 12
        || day < 1
        || day > daysIn(year, month)
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59) {
      return INVALID;
    }
    int end = at + length;
    int zone = at + 19;
    if (b[zone] == '.') {
      int digits = 0;
      while (++zone < end && isDigit(b[zone])) {
        digits++;
      }
      if (digits < 1 || digits > 9 || zone == end) {
        return INVALID;
      }
    }
    int offsetSeconds = offsetSeconds(b, zone, end);
    if (offsetSeconds == Integer.MIN_VALUE) {
      return INVALID;
    }
    long result =
        daysSinceEpoch(year, month, day) * 86_400
            + hour * 3600L
            + minute * 60L
            + second
            - offsetSeconds;
    return result < MIN_SECOND || result > MAX_SECOND ? INVALID : result;
  }

  private static int offsetSeconds(byte[] b, int zone, int end) {
    int length = end - zone;
    if (length == 1) {
      return (b[zone] | 0x20) == 'z' ? 0 : Integer.MIN_VALUE;
    }
    if (length != 6 || b[zone + 3] != ':' || (b[zone] != '+' && b[zone] != '-')) {
      return Integer.MIN_VALUE;
    }
    int hours = two(b, zone + 1);
    int minutes = two(b, zone + 4);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return b[zone] == '-' ? -seconds : seconds;
  }

  /** The fraction of text that {@link #second} has accepted. */
  private static int nanos(byte[] b, int at) {
    if (b[at + 19] != '.') {
      return 0;
    }
    int nanos = 0;
    int unit = 100_000_000;
    for (int i = at + 20; isDigit(b[i]); i++) {
      nanos += (b[i] - '0') * unit;
      unit /= 10;
    }
    return nanos;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** Two digits, or a negative number. */
  private static int two(byte[] b, int at) {
    return isDigit(b[at]) && isDigit(b[at + 1]) ? (b[at] - '0') * 10 + b[at + 1] - '0' : -1000;
  }

  private static boolean isLeap(int year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  private static int daysIn(int year, int month) {
    return month == 2 && isLeap(year) ? 29 : DAYS_IN_MONTH[month - 1];
  }

  private static long daysSinceEpoch(int year, int month, int day) {
    int before = year - 1;
    long leapDays =
        Math.floorDiv(before, 4) - Math.floorDiv(before, 100) + Math.floorDiv(before, 400);
    long days = year * 365L + leapDays + DAYS_BEFORE_MONTH[month - 1] + day;
    return (month > 2 && isLeap(year) ? days + 1 : days) - 719_528;
  }

  /** Writes an instant in UTC with 0, 3, 6 or 9 digits of fraction, as few as are exact. */
  public static String format(Instant instant) {
    long second = instant.getEpochSecond();
    if (second < MIN_SECOND || second > MAX_SECOND) {
      return instant.toString();
    }
    byte[] text = new byte[30];
    int length = write(second, instant.getNano(), text);
    return new String(text, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** Writes milliseconds since the epoch as a date-time in UTC. */
  public static String formatMillis(long epochMs) {
    return format(Instant.ofEpochMilli(epochMs));
  }

  /** Writes an instant in UTC as ASCII bytes. */
  public static byte[] formatBytes(Instant instant) {
    return format(instant).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int write(long epochSecond, int nanos, byte[] b) {
    long days = Math.floorDiv(epochSecond, 86_400L);
    int rest = (int) Math.floorMod(epochSecond, 86_400L);
    // Days to civil date with years that begin in March, so that the leap day comes last.
    long z = days + 719_468;
    long era = Math.floorDiv(z, 146_097L);
    int dayOfEra = (int) (z - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shifted = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    putTwo(b, 0, year / 100);
    putTwo(b, 2, year % 100);
    b[4] = '-';
    putTwo(b, 5, month);
    b[7] = '-';
    putTwo(b, 8, day);
    b[10] = 'T';
    putTwo(b, 11, rest / 3600);
    b[13] = ':';
    putTwo(b, 14, rest / 60 % 60);
    b[16] = ':';
    putTwo(b, 17, rest % 60);
    int at = 19;
    if (nanos != 0) {
      int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1000 == 0 ? 6 : 9;
      b[at++] = '.';
      int unit = 100_000_000;
      for (int i = 0; i < digits; i++, unit /= 10) {
        b[at++] = (byte) ('0' + nanos / unit % 10);
      }
    }
    b[at++] = 'Z';
    return at;
  }

  private static void putTwo(byte[] b, int at, int value) {
    b[at] = (byte) ('0' + value / 10);
    b[at + 1] = (byte) ('0' + value % 10);
  }
}
