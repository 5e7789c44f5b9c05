package io.sitehub.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.sitehub.model.time.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON, events and derived state alike. What {@link JsonToAvro} reads it writes
 * the same way: enums as words, instants as RFC 3339 date-times in UTC, decimals as numbers without
 * trailing zeros, JSON text as the object it is. Null fields are left out. Fields of long type
 * named {@code xxxGrams} become {@code xxxKg} in kilograms, without trailing zeros.
 */
public final class AvroToJson {

  private static final String GRAMS = "Grams";

  /** Names and kinds of the fields of each record class. */
  private static final ClassValue<Field[]> FIELDS =
      new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          return SpecificData.get().getSchema(type).getFields().stream()
              .map(AvroToJson::field)
              .toArray(Field[]::new);
        }
      };

  private enum Kind {
    PLAIN,
    GRAMS,
    JSON_TEXT
  }

  /** The words for the symbols of each enum, ready to be written. */
  private static final ClassValue<SerializableString[]> WORDS =
      new ClassValue<>() {
        @Override
        protected SerializableString[] computeValue(Class<?> type) {
          return Arrays.stream(type.getEnumConstants())
              .map(symbol -> new SerializedString(EnumWords.word((Enum<?>) symbol)))
              .toArray(SerializableString[]::new);
        }
      };

  private record Field(SerializableString name, int index, Kind kind) {
    Field(String name, int index, Kind kind) {
      this(new SerializedString(name), index, kind);
    }
  }

  private AvroToJson() {}

  /** A record as compact JSON text. */
  public static String text(SpecificRecord record) {
    return new String(bytes(record), StandardCharsets.UTF_8);
  }

  /** A record as compact JSON in UTF-8. */
  public static byte[] bytes(SpecificRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator generator = StrictJson.WRITERS.createGenerator(out)) {
      write(record, generator);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  /** Writes a record as an object. */
  public static void write(SpecificRecord record, JsonGenerator to) throws IOException {
    to.writeStartObject();
    writeFields(record, to);
    to.writeEndObject();
  }

  /** Writes the fields of a record into an object that the caller has opened. */
  public static void writeFields(SpecificRecord record, JsonGenerator to) throws IOException {
    for (Field field : FIELDS.get(record.getClass())) {
      Object value = record.get(field.index());
      if (value != null) {
        to.writeFieldName(field.name());
        switch (field.kind()) {
          case PLAIN -> writeValue(value, to);
          case GRAMS -> to.writeNumber(kilograms((Long) value));
          case JSON_TEXT -> EmbeddedJson.write(value.toString(), to);
        }
      }
    }
  }

  /** Grams as kilograms, exactly, without trailing zeros: 38420500 is 38420.5. */
  public static String kilograms(long grams) {
    if (grams % 1000 == 0) {
      return Long.toString(grams / 1000);
    }
    return BigDecimal.valueOf(grams, 3).stripTrailingZeros().toPlainString();
  }

  private static Field field(Schema.Field field) {
    String name = field.name();
    if (field.getProp("jsonOf") != null) {
      return new Field(name, field.pos(), Kind.JSON_TEXT);
    }
    if (name.endsWith(GRAMS) && isLong(field.schema())) {
      String kilograms = name.substring(0, name.length() - GRAMS.length()) + "Kg";
      return new Field(kilograms, field.pos(), Kind.GRAMS);
    }
    return new Field(name, field.pos(), Kind.PLAIN);
  }

  private static boolean isLong(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream().anyMatch(AvroToJson::isLong)
        : schema.getType() == Schema.Type.LONG && schema.getLogicalType() == null;
  }

  private static void writeValue(@Nullable Object value, JsonGenerator to) throws IOException {
    switch (value) {
      case null -> to.writeNull();
      case CharSequence text -> to.writeString(text.toString());
      case Integer number -> to.writeNumber(number);
      case Long number -> to.writeNumber(number);
      case Double number -> to.writeNumber(number);
      case Boolean flag -> to.writeBoolean(flag);
      case Instant instant -> to.writeString(Rfc3339.format(instant));
      case Enum<?> symbol ->
          to.writeString(WORDS.get(symbol.getDeclaringClass())[symbol.ordinal()]);
      case BigDecimal decimal ->
          to.writeNumber(
              decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString());
      case SpecificRecord record -> write(record, to);
      case List<?> items -> {
        to.writeStartArray();
        for (Object item : items) {
          writeValue(item, to);
        }
        to.writeEndArray();
      }
      case Map<?, ?> entries -> {
        to.writeStartObject();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
          to.writeFieldName(entry.getKey().toString());
          writeValue(entry.getValue(), to);
        }
        to.writeEndObject();
      }
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
    }
  }
}
