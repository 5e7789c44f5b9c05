package io.sitehub.processors.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.sitehub.model.json.AvroToJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

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
