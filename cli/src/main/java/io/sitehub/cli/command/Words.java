package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Values of answers as a person reads them. */
final class Words {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Words() {}

  /** Text, or nothing where it is unknown. */
  static String text(JsonNode value) {
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }

  /** An instant to the minute, in this zone. */
  static String minute(JsonNode instant, ZoneId zone) {
    return time(instant, zone, MINUTE);
  }

  /** An instant to the second, in this zone. */
  static String second(JsonNode instant, ZoneId zone) {
    return time(instant, zone, SECOND);
  }

  /** Kilograms, as answers have them, as tonnes: {@code 24.36 t}. */
  static String tonnes(JsonNode kg) {
    return kg.isNumber() ? String.format(Locale.ROOT, "%.2f t", kg.asDouble() / 1_000) : "";
  }

  /** A figure with at most one decimal. */
  static String figure(JsonNode number) {
    if (!number.isNumber()) {
      return "-";
    }
    double value = number.asDouble();
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** How fresh an answer is, in a sentence. */
  static String freshness(JsonNode answer) {
    long lag = answer.path("lag").asLong();
    return "As of "
        + text(answer.path("asOf"))
        + (lag == 0 ? "" : ", " + lag + " events behind")
        + " ("
        + text(answer.path("servedBy"))
        + " "
        + text(answer.path("instance"))
        + ").";
  }

  /** The zone of an answer; UTC where it has none. */
  static ZoneId zone(JsonNode answer) {
    return answer.hasNonNull("zone") ? ZoneId.of(answer.path("zone").asText()) : ZoneOffset.UTC;
  }

  private static String time(JsonNode instant, ZoneId zone, DateTimeFormatter format) {
    String text = text(instant);
    try {
      return text.isEmpty() ? "" : format.format(Instant.parse(text).atZone(zone));
    } catch (DateTimeParseException e) {
      return text;
    }
  }
}
