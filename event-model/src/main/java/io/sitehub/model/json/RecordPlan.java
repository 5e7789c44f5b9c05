package io.sitehub.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.catalogue.Nearest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a record is read. Members may come in any order. They are written as they come; while they
 * come in the schema's order, with defaults put in for those left out, what is written already is
 * the record. Otherwise its parts are put in order at the end.
 */
final class RecordPlan implements ValuePlan {

  /**
   * A field.
   *
   * @param index its place in the record
   * @param nullable whether it is a union of null and its value, in that order
   * @param defaultBytes its default in Avro's encoding, or null when it is required
   */
  record Field(
      String name, int index, ValuePlan value, boolean nullable, byte @Nullable [] defaultBytes) {}

  /** A field of JSON text and the field that names the type of that JSON. */
  record Embedded(Field text, Field type) {}

  private final String name;
  private final Field[] fields;
  private final Map<String, Field> fieldByName = new HashMap<>();
  private final List<Embedded> embedded;

  RecordPlan(String name, List<Field> fields, List<Embedded> embedded) {
    this.name = name;
    this.fields = fields.toArray(Field[]::new);
    this.embedded = List.copyOf(embedded);
    for (Field field : fields) {
      fieldByName.put(field.name(), field);
    }
  }

  @Override
  public void read(JsonReading reading, JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      ValuePlan.wrongType(reading, token, "an object");
      return;
    }
    Parts parts = new Parts(fields.length, reading.out.size());
    readMembers(reading, parts);
    for (Field field : fields) {
      if (!parts.has(field.index())) {
        writeDefault(reading, field, parts, "is missing");
      }
    }
    for (Embedded pair : embedded) {
      EmbeddedJson.check(reading, pair, parts);
    }
    if (!reading.hasViolations() && !parts.inOrder()) {
      parts.putInOrder(reading.out);
    }
  }

  private void readMembers(JsonReading reading, Parts parts) throws IOException {
    JsonParser parser = reading.parser();
    String member;
    while ((member = parser.nextFieldName()) != null) {
      Field field = fieldByName.get(member);
      JsonToken value = parser.nextToken();
      if (field == null) {
        reading.violateMember(member, Rule.UNKNOWN_FIELD, unknown(member));
        parser.skipChildren();
      } else if (parts.wasSeen(field.index())) {
        reading.violateMember(member, Rule.DUPLICATE_MEMBER, "is there twice");
        parser.skipChildren();
      } else {
        parts.see(field.index());
        fillGap(reading.out, field.index(), parts);
        readField(reading, field, value, parts);
      }
    }
  }

  /** Puts in defaults for the optional fields just before one, so that order can be kept. */
  private void fillGap(AvroBuffer out, int index, Parts parts) {
    for (int i = parts.next(); i < index && parts.inOrder(); i++) {
      byte[] defaultBytes = fields[i].defaultBytes();
      if (defaultBytes == null) {
        return;
      }
      int start = out.size();
      out.put(defaultBytes, 0, defaultBytes.length);
      parts.add(i, start, out.size());
    }
  }

  private void readField(JsonReading reading, Field field, JsonToken value, Parts parts)
      throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      writeDefault(reading, field, parts, "must not be null");
      return;
    }
    int start = reading.out.size();
    if (field.nullable()) {
      reading.out.writeIndex(1);
      parts.markPresent(field.index());
    }
    reading.push(field.name());
    field.value().read(reading, value);
    reading.pop();
    parts.add(field.index(), start, reading.out.size());
  }

  private static void writeDefault(
      JsonReading reading, Field field, Parts parts, String otherwise) {
    byte[] defaultBytes = field.defaultBytes();
    int start = reading.out.size();
    if (defaultBytes == null) {
      reading.violateMember(field.name(), Rule.REQUIRED, otherwise);
    } else {
      reading.out.put(defaultBytes, 0, defaultBytes.length);
    }
    parts.add(field.index(), start, reading.out.size());
  }

  private String unknown(String member) {
    String unknown = "is not a field of " + name;
    return Nearest.to(member, fieldByName.keySet())
        .map(near -> unknown + "; did you mean " + near + "?")
        .orElse(unknown);
  }

  /** Where in the buffer the parts of a record lie. */
  static final class Parts {
    private final int first;
    private final int[] starts;
    private final int[] ends;
    private long seen;
    private long added;
    private long present;
    private int next;
    private boolean inOrder = true;

    Parts(int count, int first) {
      this.first = first;
      this.starts = new int[count];
      this.ends = new int[count];
    }

    boolean wasSeen(int index) {
      return (seen & 1L << index) != 0;
    }

    void see(int index) {
      seen |= 1L << index;
    }

    /** Whether there is a part, a default included. */
    boolean has(int index) {
      return (added & 1L << index) != 0;
    }

    void markPresent(int index) {
      present |= 1L << index;
    }

    /** Whether a nullable field has a value. */
    boolean isPresent(int index) {
      return (present & 1L << index) != 0;
    }

    int start(int index) {
      return starts[index];
    }

    int end(int index) {
      return ends[index];
    }

    int next() {
      return next;
    }

    boolean inOrder() {
      return inOrder;
    }

    /** The last part added for a field counts. */
    void add(int index, int start, int end) {
      added |= 1L << index;
      starts[index] = start;
      ends[index] = end;
      inOrder &= index == next;
      next = index + 1;
    }

    void putInOrder(AvroBuffer out) {
      int size = 0;
      for (int i = 0; i < starts.length; i++) {
        size += ends[i] - starts[i];
      }
      byte[] ordered = new byte[size];
      int at = 0;
      for (int i = 0; i < starts.length; i++) {
        int length = ends[i] - starts[i];
        System.arraycopy(out.array(), starts[i], ordered, at, length);
        at += length;
      }
      out.truncate(first);
      out.put(ordered, 0, size);
    }
  }
}
