package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One field that an answer must have.
 *
 * @param path names and indices joined by dots; {@code size} is the length of an array
 * @param value what must be there: text, number, boolean or instant; null if nothing must be there
 */
record ExpectedField(String path, @Nullable Object value) {

  /** What is there instead, as text; empty if it is right. */
  Optional<String> mismatchIn(JsonNode answer) {
    JsonNode actual = at(answer);
    boolean right =
        switch (value) {
          case null -> actual.isMissingNode() || actual.isNull();
          case Instant instant -> instant.equals(instantOf(actual));
          case Number number -> actual.isNumber() && actual.asDouble() == number.doubleValue();
          default -> !actual.isMissingNode() && actual.asText().equals(value.toString());
        };
    return right
        ? Optional.empty()
        : Optional.of(actual.isMissingNode() ? "nothing" : actual.toString());
  }

  private JsonNode at(JsonNode answer) {
    JsonNode node = answer;
    for (String step : path.split("\\.", -1)) {
      if (step.equals("size") && node.isArray()) {
        return IntNode.valueOf(node.size());
      }
      boolean index = node.isArray() && Character.isDigit(step.charAt(0));
      node = index ? node.path(Integer.parseInt(step)) : node.path(step);
    }
    return node;
  }

  private static @Nullable Instant instantOf(JsonNode node) {
    try {
      return node.isTextual() ? Instant.parse(node.asText()) : null;
    } catch (DateTimeParseException notAnInstant) {
      return null;
    }
  }
}
