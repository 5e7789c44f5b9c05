package io.sitehub.model.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/**
 * A schema as others should see it: with documentation and rules, without {@code avro.java.string},
 * which tells only Avro's Java code generator something.
 */
public final class PortableSchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PortableSchema() {}

  /** The schema as one line of JSON: what is registered. */
  public static String text(Schema schema) {
    return tree(schema).toString();
  }

  /** The schema as indented JSON: what is released as a file. */
  public static String prettyText(Schema schema) {
    return tree(schema).toPrettyString() + "\n";
  }

  private static JsonNode tree(Schema schema) {
    try {
      return strip(JSON.readTree(schema.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema is always JSON", e);
    }
  }

  private static JsonNode strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("avro.java.string");
      if (object.size() == 1 && object.path("type").isTextual()) {
        return object.get("type");
      }
      object.properties().forEach(member -> member.setValue(strip(member.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, strip(array.get(i)));
      }
    }
    return node;
  }
}
