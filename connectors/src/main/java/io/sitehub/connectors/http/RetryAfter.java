package io.sitehub.connectors.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** The header of that name: seconds, or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /** How long to wait; zero when there is no such header, or none that can be read. */
  static Duration of(HttpHeaders headers, InstantSource wall) {
    String text = headers.firstValue("Retry-After").orElse("").strip();
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Integer.parseInt(text));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration until = Duration.between(wall.instant(), date.toInstant());
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
