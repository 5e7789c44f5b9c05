package io.sitehub.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.avro.AvroSlice;
import io.sitehub.model.catalogue.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON straight into Avro, the {@code data} of an event type or any other generated record,
 * and finds all that is wrong with it in the same pass. What JSON looks like follows from the
 * schema:
 *
 * <ul>
 *   <li>an absent member and {@code null} mean the field's default; a field without one is
 *       required;
 *   <li>unknown and repeated members are refused;
 *   <li>whole numbers may be written as 12.0, never as "12"; decimals may not have more places than
 *       the field;
 *   <li>enums are words: the symbol in lower case with hyphens, {@code UNSPECIFIED} refused;
 *   <li>instants are RFC 3339 date-times; what is finer than a millisecond is cut off;
 *   <li>strings hold no control characters and no halves of surrogate pairs;
 *   <li>{@code @minimum}, {@code @maximum}, {@code @minLength}, {@code @maxLength},
 *       {@code @maxItems} and {@code @pattern} hold; {@code @itemMaxLength} and the like hold for
 *       each item of an array;
 *   <li>a field with {@code @jsonOf("sibling")} is an object, held to the type that the sibling
 *       names, and kept as compact JSON text.
 * </ul>
 *
 * <p>Instances are made once for each type and may be used by any number of threads.
 */
public final class JsonToAvro {

  private static final JsonToAvro[] BY_INDEX =
      EventType.all().stream().map(JsonToAvro::new).toArray(JsonToAvro[]::new);

  private static final int TYPICAL_BYTES = 256;

  private static final ClassValue<JsonToAvro> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected JsonToAvro computeValue(Class<?> type) {
          Class<? extends SpecificRecord> record = type.asSubclass(SpecificRecord.class);
          return new JsonToAvro(
              SpecificData.get().getSchema(record), record, record.getSimpleName());
        }
      };

  private final RecordPlan plan;
  private final SpecificDatumReader<SpecificRecord> reader;

  /** What came of reading JSON as a record. */
  public sealed interface RecordRead {
    /** A record that obeys all rules. */
    record Valid(SpecificRecord data) implements RecordRead {}

    /** All that is wrong, in the order of the text; never empty. */
    record Invalid(List<Violation> violations) implements RecordRead {}
  }

  private JsonToAvro(EventType type) {
    this(type.schema(), type.recordClass(), type.shortName());
  }

  private JsonToAvro(Schema schema, Class<? extends SpecificRecord> record, String name) {
    this.plan = PlanCompiler.record(schema, name);
    this.reader = new SpecificDatumReader<>(schema, schema, SpecificData.getForClass(record));
  }

  /** The reader for a type. */
  public static JsonToAvro of(EventType type) {
    return BY_INDEX[type.index()];
  }

  /**
   * The reader for a generated record; its name in violations is that of the class.
   *
   * @throws IllegalArgumentException if its schema has what no JSON is defined for, such as a map
   */
  public static JsonToAvro of(Class<? extends SpecificRecord> record) {
    return BY_CLASS.get(record);
  }

  RecordPlan plan() {
    return plan;
  }

  /**
   * Reads {@code json[offset, offset + length)} and appends the record in Avro's binary encoding.
   *
   * @param base pointer of the value within what the sender sent, such as {@code /data}; goes
   *     before every pointer
   * @return all that is wrong, in the order of the text; when there is anything, {@code out} is
   *     left as it was
   */
  public List<Violation> read(byte[] json, int offset, int length, String base, AvroBuffer out) {
    int invalid = Utf8Text.firstInvalid(json, offset, length);
    if (invalid >= 0) {
      return List.of(new Violation(base, Rule.UTF8, "is not UTF-8 at byte " + (invalid - offset)));
    }
    int size = out.size();
    JsonReading reading = null;
    try (JsonParser parser = StrictJson.FACTORY.createParser(json, offset, length)) {
      reading = new JsonReading(parser, out, base);
      readAll(parser, reading);
    } catch (JsonProcessingException e) {
      out.truncate(size);
      return malformed(reading, base, e);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return finish(reading, out, size);
  }

  private void readAll(JsonParser parser, JsonReading reading) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      reading.violate(Rule.JSON, "is empty");
      return;
    }
    plan.read(reading, first);
    if (parser.nextToken() != null) {
      reading.violate(Rule.JSON, "is followed by something else");
    }
  }

  /**
   * Reads the parser's current value and appends the record in Avro's binary encoding; the parser
   * then stands at the last token of that value. It must come from {@link StrictJson#FACTORY}, and
   * its input must have passed {@link Utf8Text}.
   *
   * @param base as for {@link #read(byte[], int, int, String, AvroBuffer)}
   * @return all that is wrong; when there is anything, {@code out} is left as it was
   * @throws JsonProcessingException when the text is not JSON
   */
  public List<Violation> read(JsonParser parser, String base, AvroBuffer out) throws IOException {
    int size = out.size();
    JsonReading reading = new JsonReading(parser, out, base);
    try {
      plan.read(reading, parser.currentToken());
    } catch (JsonProcessingException e) {
      out.truncate(size);
      throw e;
    }
    return finish(reading, out, size);
  }

  /** Reads JSON text as a record of the type. */
  public RecordRead read(byte[] json) {
    AvroBuffer out = new AvroBuffer(TYPICAL_BYTES);
    List<Violation> violations = read(json, 0, json.length, "", out);
    if (!violations.isEmpty()) {
      return new RecordRead.Invalid(violations);
    }
    try {
      return new RecordRead.Valid(reader.read(null, new AvroSlice(out.array(), 0, out.size())));
    } catch (IOException e) {
      throw new UncheckedIOException("what was just written can be read", e);
    }
  }

  private static List<Violation> finish(JsonReading reading, AvroBuffer out, int size) {
    if (reading.hasViolations()) {
      out.truncate(size);
    }
    return reading.violations();
  }

  private static List<Violation> malformed(
      @Nullable JsonReading reading, String base, JsonProcessingException e) {
    String detail = "is not JSON: " + e.getOriginalMessage();
    if (reading == null) {
      return List.of(new Violation(base, Rule.JSON, detail));
    }
    reading.violate(Rule.JSON, detail);
    return reading.violations();
  }
}
