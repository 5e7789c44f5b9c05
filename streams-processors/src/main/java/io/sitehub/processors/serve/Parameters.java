package io.sitehub.processors.serve;

import io.javalin.http.Context;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.VisitState;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.processors.state.VisitAttributes;
import io.sitehub.processors.state.VisitIndex;
import io.sitehub.processors.visit.FindingCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of queries; what is wrong answers 400. */
final class Parameters {

  static final int MAX_LIMIT = 1_000;
  private static final int DEFAULT_LIMIT = 100;

  private Parameters() {}

  static int partition(Context context) {
    return (int) number("partition", context.pathParam("partition"), 0, Integer.MAX_VALUE);
  }

  static VisitListing listing(Context context) {
    String day = context.queryParam("day");
    String state = context.queryParam("state");
    String plate = context.queryParam("plate");
    String finding = context.queryParam("finding");
    String after = context.queryParam("after");
    return new VisitListing(
        flag("onSite", context.queryParam("onSite")),
        day == null ? null : day(day),
        state == null ? null : word("state", state, VisitState.class),
        plate == null ? null : VisitAttributes.normalisePlate(plate),
        finding == null ? null : finding(finding),
        after == null ? null : cursor(after),
        limit(context));
  }

  private static String finding(String code) {
    if (!code.equals(VisitIndex.ANY_FINDING)
        && Arrays.stream(FindingCode.values()).noneMatch(known -> known.code().equals(code))) {
      throw ProblemException.badParameter(
          "finding", "word", "must be any, or a code of docs/visits.md");
    }
    return code;
  }

  static int limit(Context context) {
    String limit = context.queryParam("limit");
    return limit == null ? DEFAULT_LIMIT : (int) number("limit", limit, 1, MAX_LIMIT);
  }

  static long number(String name, @Nullable String text, long minimum, long maximum) {
    try {
      long value = Long.parseLong(text == null ? "" : text);
      if (value >= minimum && value <= maximum) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw ProblemException.badParameter(
        name, "range", "must be a whole number from " + minimum + " to " + maximum);
  }

  static Granularity granularity(Context context) {
    String text = context.queryParam("granularity");
    return word("granularity", text == null ? "" : text, Granularity.class);
  }

  static Instant instant(Context context, String name) {
    String text = context.queryParam(name);
    return Optional.ofNullable(text)
        .flatMap(Rfc3339::parse)
        .orElseThrow(() ->
            ProblemException.badParameter(name, "date-time", "must be an RFC 3339 date-time"));
  }

  private static boolean flag(String name, @Nullable String text) {
    return switch (text) {
      case null -> false;
      case "true" -> true;
      case "false" -> false;
      default -> throw ProblemException.badParameter(name, "boolean", "must be true or false");
    };
  }

  private static LocalDate day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() > 0 && day.getYear() < 10_000) {
        return day;
      }
    } catch (DateTimeException e) {
      // Refused below.
    }
    throw ProblemException.badParameter("day", "date", "must be a date such as 2026-03-01");
  }

  private static byte[] cursor(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badParameter("after", "cursor", "must be the cursor of a page");
    }
  }

  private static <E extends Enum<E>> E word(String name, String text, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> !each.name().equals("UNSPECIFIED") && word(each).equals(text))
        .findFirst()
        .orElseThrow(() ->
            ProblemException.badParameter(
                name,
                "word",
                Arrays.stream(type.getEnumConstants())
                    .filter(each -> !each.name().equals("UNSPECIFIED"))
                    .map(Parameters::word)
                    .collect(Collectors.joining(", ", "must be one of ", ""))));
  }

  private static String word(Enum<?> each) {
    return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
