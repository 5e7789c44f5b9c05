package io.sitehub.gateway.validate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads one event of the CloudEvents JSON format. Where {@code type} stands before {@code data}, as
 * terminals send it, data is read where it stands; otherwise its place is kept until the type that
 * says what it must look like is known.
 */
final class EventJson {
  private final Attributes attributes;
  private final Violations violations;
  private final DataReader reader;
  private int dataFrom;
  private int dataTo;
  private boolean dataSeen;

  /** Reads data where it stands. */
  @FunctionalInterface
  interface DataReader {
    /** Reads the object at the parser's current token; false if its type is not known yet. */
    boolean tryRead(JsonParser parser) throws IOException;
  }

  EventJson(Attributes attributes, Violations violations, DataReader reader) {
    this.attributes = attributes;
    this.violations = violations;
    this.reader = reader;
  }

  /**
   * Where the object {@code data} begins in the body; equal to {@link #dataTo} if there is none, or
   * if it has been read.
   */
  int dataFrom() {
    return dataFrom;
  }

  /** Where it ends. */
  int dataTo() {
    return dataTo;
  }

  /** Reads the object whose first brace is the parser's current token, up to its last. */
  void read(JsonParser parser) throws IOException {
    dataFrom = 0;
    dataTo = 0;
    dataSeen = false;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("data")) {
        readData(parser, token);
      } else {
        readAttribute(parser, name, token);
      }
    }
    if (!dataSeen) {
      violations.add("/data", "required", "must be present");
    }
  }

  private void readData(JsonParser parser, JsonToken token) throws IOException {
    if (dataSeen) {
      violations.add("/data", "duplicate-attribute", "must be present only once");
      parser.skipChildren();
    } else if (token == JsonToken.START_OBJECT) {
      dataSeen = true;
      if (reader.tryRead(parser)) {
        return;
      }
      dataFrom = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      dataTo = (int) parser.currentLocation().getByteOffset();
    } else if (token != JsonToken.VALUE_NULL) {
      dataSeen = true;
      violations.add("/data", "type", "must be a JSON object");
      parser.skipChildren();
    }
  }

  private void readAttribute(JsonParser parser, String name, JsonToken token) throws IOException {
    AttributeName known = AttributeName.of(name);
    if (token == JsonToken.VALUE_NULL) {
      // CloudEvents JSON format, section 2.2: null is the same as absent.
    } else if (known == null) {
      attributes.refuseUnknown(name);
      parser.skipChildren();
    } else if (token == JsonToken.VALUE_STRING) {
      attributes.put(known, parser.getText());
    } else if (known == AttributeName.DEVICESEQ && token == JsonToken.VALUE_NUMBER_INT) {
      attributes.put(known, parser.getText());
    } else {
      attributes.refuse(
          known,
          "type",
          known == AttributeName.DEVICESEQ
              ? "must be a whole number or a string of digits"
              : "must be a string");
      parser.skipChildren();
    }
  }
}
