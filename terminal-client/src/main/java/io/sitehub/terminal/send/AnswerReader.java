package io.sitehub.terminal.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.fate.Refusal;
import io.sitehub.terminal.fate.SendFailure.Kind;
import io.sitehub.terminal.fate.Violation;
import io.sitehub.terminal.journal.JournalEntry;
import io.sitehub.terminal.send.Answer.Place;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a gateway's answer. An event is only ever called wrong on a gateway's own word: a 400, 413
 * or 422 that names rules it broke (RFC 9457 with {@code violations}), or a 413 for it alone.
 * Everything else may come from a proxy, a wrong address or a hotel's login page.
 */
final class AnswerReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_SHOWN = 200;

  private final InstantSource clock;

  /**
   * @param clock against which a {@code Retry-After} that is a date is held
   */
  AnswerReader(InstantSource clock) {
    this.clock = clock;
  }

  /** What an answer to a request of these events means. */
  Answer read(List<JournalEntry> sent, int status, String body, Optional<String> retryAfter) {
    JsonNode json = parse(body);
    if (status >= 200 && status < 300) {
      return receipts(sent, status, json);
    }
    if (status == 413 || ((status == 400 || status == 422) && !violations(json).isEmpty())) {
      return refusal(sent.size(), status, json);
    }
    Kind kind = status >= 500 || status == 408 || status == 429 ? Kind.BUSY : Kind.MISCONFIGURED;
    String detail = "answered " + status + shown(json.path("detail").asText(""));
    return new Answer.Failed(kind, detail, pause(retryAfter));
  }

  private static Answer receipts(List<JournalEntry> sent, int status, JsonNode json) {
    Map<EventName, Place> places = new HashMap<>();
    for (JsonNode receipt : json.path("receipts")) {
      if (receipt.path("partition").isInt() && receipt.path("offset").isIntegralNumber()) {
        places.put(
            new EventName(receipt.path("source").asText(), receipt.path("id").asText()),
            new Place(receipt.path("partition").asInt(), receipt.path("offset").asLong()));
      }
    }
    List<Place> inOrder = new ArrayList<>();
    for (JournalEntry entry : sent) {
      EventName name = entry.name();
      Place place = name == null ? null : places.get(name);
      if (place == null) {
        return new Answer.Failed(
            Kind.NOT_A_GATEWAY,
            "answered " + status + " without a receipt for every event",
            Duration.ZERO);
      }
      inOrder.add(place);
    }
    return new Answer.Stored(inOrder);
  }

  private static Answer refusal(int sent, int status, JsonNode json) {
    Map<Integer, List<Violation>> byIndex = new LinkedHashMap<>();
    List<Violation> ofNone = new ArrayList<>();
    for (JsonNode each : violations(json)) {
      Violation violation =
          new Violation(
              each.path("pointer").asText(),
              each.path("rule").asText(),
              each.path("detail").asText());
      int index = each.path("index").asInt(-1);
      if (index >= 0 && index < sent) {
        byIndex.computeIfAbsent(index, i -> new ArrayList<>()).add(violation);
      } else {
        ofNone.add(violation);
      }
    }
    if (byIndex.isEmpty()) {
      return sent == 1
          ? new Answer.Refused(Map.of(0, refusal(status, json, ofNone)))
          : new Answer.Indivisible(refusal(status, json, ofNone));
    }
    Map<Integer, Refusal> refusals = new LinkedHashMap<>();
    byIndex.forEach((index, found) -> refusals.put(index, refusal(status, json, found)));
    return new Answer.Refused(refusals);
  }

  private static Refusal refusal(int status, JsonNode json, List<Violation> violations) {
    return new Refusal(
        status, json.path("title").asText("Refused"), json.path("detail").asText(""), violations);
  }

  private static JsonNode violations(JsonNode json) {
    return json.path("violations");
  }

  private Duration pause(Optional<String> retryAfter) {
    if (retryAfter.isEmpty()) {
      return Duration.ZERO;
    }
    String value = retryAfter.get().strip();
    try {
      Duration asked =
          value.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return asked.isNegative() ? Duration.ZERO : asked;
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      return Duration.ZERO;
    }
  }

  private static String shown(String detail) {
    if (detail.isEmpty()) {
      return "";
    }
    return ": "
        + (detail.length() > LONGEST_SHOWN ? detail.substring(0, LONGEST_SHOWN) + "..." : detail);
  }

  private static JsonNode parse(@Nullable String body) {
    if (body == null || body.isEmpty()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
