package io.sitehub.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sitehub.model.avro.AvroSlice;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.catalogue.Nearest;
import io.sitehub.model.json.RecordPlan.Embedded;
import io.sitehub.model.json.RecordPlan.Field;
import io.sitehub.model.json.RecordPlan.Parts;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A field whose JSON is an object and whose value is that object as JSON text, {@code @jsonOf} in
 * the schema. The object is read as the data of the type that a sibling names, once the record is
 * whole: the sibling may come later.
 */
final class EmbeddedJson {

  private EmbeddedJson() {}

  /** Takes the object as compact text, members in the order they came. */
  record Text(int maxLength) implements ValuePlan {
    @Override
    public void read(JsonReading reading, JsonToken token) throws IOException {
      if (token != JsonToken.START_OBJECT) {
        ValuePlan.wrongType(reading, token, "an object");
        return;
      }
      StringWriter text = new StringWriter();
      try (JsonGenerator generator = StrictJson.WRITERS.createGenerator(text)) {
        copyObject(reading.parser(), generator);
      }
      char[] chars = text.toString().toCharArray();
      int characters = TextPlans.check(reading, chars, 0, chars.length);
      if (characters > maxLength) {
        reading.violate(
            Rule.MAX_LENGTH, "must have at most " + maxLength + " characters without spaces");
      } else if (characters >= 0) {
        reading.out.writeString(chars, 0, chars.length);
      }
    }
  }

  /** Copies the parser's current object; numbers stay digit for digit what they were. */
  private static void copyObject(JsonParser parser, JsonGenerator to) throws IOException {
    int depth = 0;
    do {
      switch (parser.currentToken()) {
        case START_OBJECT -> {
          depth++;
          to.writeStartObject();
        }
        case END_OBJECT -> {
          depth--;
          to.writeEndObject();
        }
        case START_ARRAY -> to.writeStartArray();
        case END_ARRAY -> to.writeEndArray();
        case FIELD_NAME -> to.writeFieldName(parser.currentName());
        case VALUE_STRING -> to.writeString(parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.writeNumber(parser.getText());
        case VALUE_TRUE -> to.writeBoolean(true);
        case VALUE_FALSE -> to.writeBoolean(false);
        case VALUE_NULL -> to.writeNull();
        default -> throw new IllegalStateException("no JSON: " + parser.currentToken());
      }
    } while (depth > 0 && parser.nextToken() != null);
  }

  /** Writes the text as the object it is, or, if somebody else than Sitehub wrote it, as text. */
  static void write(String text, JsonGenerator to) throws IOException {
    StringWriter object = new StringWriter();
    try (JsonParser parser = StrictJson.FACTORY.createParser(text);
        JsonGenerator checked = StrictJson.WRITERS.createGenerator(object)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        to.writeString(text);
        return;
      }
      copyObject(parser, checked);
    } catch (JsonProcessingException e) {
      to.writeString(text);
      return;
    }
    to.writeRawValue(object.toString());
  }

  /** Holds the text to the type; both or neither must be there. */
  static void check(JsonReading reading, Embedded pair, Parts parts) throws IOException {
    boolean hasText = parts.isPresent(pair.text().index());
    boolean hasType = parts.isPresent(pair.type().index());
    if (hasText != hasType) {
      String missing = hasText ? pair.type().name() : pair.text().name();
      String there = hasText ? pair.text().name() : pair.type().name();
      reading.violateMember(missing, Rule.REQUIRED, "is missing, though " + there + " is there");
    }
    Optional<String> typeName = value(reading, pair.type(), parts);
    if (typeName.isEmpty()) {
      return;
    }
    Optional<EventType> type = EventType.byName(typeName.get());
    if (type.isEmpty()) {
      reading.violateMember(pair.type().name(), Rule.EVENT_TYPE, unknownType(typeName.get()));
      return;
    }
    Optional<String> text = value(reading, pair.text(), parts);
    if (text.isPresent()) {
      reading.push(pair.text().name());
      readAs(type.get(), text.get(), reading);
      reading.pop();
    }
  }

  private static void readAs(EventType type, String text, JsonReading reading) throws IOException {
    if (!reading.enterCorrection()) {
      reading.violate(
          Rule.NESTING,
          "has more than " + JsonReading.MAX_CORRECTIONS + " corrections within each other");
      return;
    }
    int size = reading.out.size();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = StrictJson.FACTORY.createParser(bytes)) {
      JsonParser outer = reading.exchangeParser(parser);
      JsonToken first = parser.nextToken();
      JsonToAvro.of(type).plan().read(reading, first);
      reading.exchangeParser(outer);
    }
    reading.out.truncate(size);
    reading.leaveCorrection();
  }

  /** The string in a part, if there is one and it was read without violation. */
  private static Optional<String> value(JsonReading reading, Field field, Parts parts)
      throws IOException {
    int start = parts.start(field.index());
    int length = parts.end(field.index()) - start;
    if (!parts.isPresent(field.index()) || length < 2) {
      return Optional.empty();
    }
    AvroSlice slice = new AvroSlice(reading.out.array(), start, length);
    slice.readIndex();
    return Optional.of(slice.readString());
  }

  private static String unknownType(String name) {
    List<String> names = EventType.all().stream().map(EventType::name).toList();
    return Nearest.to(name, names)
        .map(near -> "is not an event type; did you mean " + near + "?")
        .orElse("is not an event type");
  }
}
