package io.sitehub.processors.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.sitehub.model.json.AvroToJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes answers. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Writes the members of the answer. */
  @FunctionalInterface
  interface Members {
    void write(JsonGenerator to) throws IOException;
  }

  static void answer(Context context, Members members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4 << 10);
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      generator.writeStartObject();
      members.write(generator);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    context.contentType("application/json").result(out.toByteArray());
  }

  /**
   * Answers with a page of what is JSON already.
   *
   * @param items each in UTF-8
   * @param next cursor of the next page, which needs no escaping; null on the last
   */
  static void page(Context context, String name, List<byte[]> items, @Nullable String next) {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(128 + items.stream().mapToInt(item -> item.length + 1).sum());
    out.writeBytes(("{\"" + name + "\":[").getBytes(UTF_8));
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(items.get(i));
    }
    String end = next == null ? "]}" : "],\"next\":\"" + next + "\"}";
    out.writeBytes(end.getBytes(UTF_8));
    context.contentType("application/json").result(out.toByteArray());
  }

  static void array(JsonGenerator to, String name, List<? extends SpecificRecord> records)
      throws IOException {
    to.writeArrayFieldStart(name);
    for (SpecificRecord record : records) {
      AvroToJson.write(record, to);
    }
    to.writeEndArray();
  }

  static void object(JsonGenerator to, String name, SpecificRecord record) throws IOException {
    to.writeFieldName(name);
    AvroToJson.write(record, to);
  }
}
