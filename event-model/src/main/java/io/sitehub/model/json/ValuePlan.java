package io.sitehub.model.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * How the values of one schema are read. A plan consumes the whole of the parser's current value,
 * right or wrong; when it is wrong it notes why, and what it has written does not matter any more.
 */
interface ValuePlan {

  /** Reads the parser's current value, which is not {@code null}. */
  void read(JsonReading reading, JsonToken token) throws IOException;

  /** Consumes a value of the wrong kind. */
  static void wrongType(JsonReading reading, JsonToken token, String wanted) throws IOException {
    String found =
        switch (token) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_STRING -> "a string";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
          case VALUE_TRUE, VALUE_FALSE -> "a boolean";
          case VALUE_NULL -> "null";
          default -> token.toString();
        };
    reading.violate(Rule.TYPE, "must be " + wanted + ", not " + found);
    reading.parser().skipChildren();
  }
}
