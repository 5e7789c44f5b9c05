package io.sitehub.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.time.Rfc3339;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Random data of an event type in the canonical JSON that {@link AvroToJson} writes: members in the
 * order of the schema, nothing null, defaults spelled out.
 */
final class RandomJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
  private static final String[] PIECES = {
    "a", "Z", "7", "-", " ", "é", "ß", "漢", "😀", "\"", "\\", "/", "~", "\u00a0"
  };

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  ObjectNode data(EventType type) {
    return object(type.schema(), 0);
  }

  private ObjectNode object(Schema schema, int corrections) {
    ObjectNode object = JSON.objectNode();
    for (Schema.Field field : schema.getFields()) {
      if (field.getProp("jsonOf") != null || field.name().equals("replacementType")) {
        continue;
      }
      Schema type = field.schema();
      if (type.isUnion()) {
        if (random.nextInt(3) == 0) {
          continue;
        }
        type = type.getTypes().getLast();
      }
      object.set(field.name(), value(type, field, corrections));
    }
    return schema.getName().equals("RecordCorrected") ? corrected(object, corrections) : object;
  }

  /** With a replacement, in the order of the schema. */
  private ObjectNode corrected(ObjectNode object, int corrections) {
    if (corrections == 3 || random.nextInt(4) == 0) {
      return object;
    }
    List<EventType> types = EventType.all();
    EventType type = types.get(random.nextInt(types.size()));
    JsonNode replacementTime = object.remove("replacementTime");
    object.put("replacementType", type.name());
    object.set("replacement", object(type.schema(), corrections + 1));
    if (replacementTime != null) {
      object.set("replacementTime", replacementTime);
    }
    return object;
  }

  private JsonNode value(Schema schema, Schema.Field field, int corrections) {
    return switch (schema.getType()) {
      case STRING ->
          JSON.textNode(
              text(intProperty(field, "minLength", 0), intProperty(field, "maxLength", 40)));
      case BOOLEAN -> JSON.booleanNode(random.nextBoolean());
      case INT -> JSON.numberNode((int) number(field, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? JSON.textNode(
                  Rfc3339.formatMillis(random.nextLong(-62_000_000_000_000L, 250_000_000_000_000L)))
              : JSON.numberNode(number(field, -9_007_199_254_740_992L, 9_007_199_254_740_992L));
      case DOUBLE -> JSON.numberNode(random.nextDouble());
      case BYTES -> {
        LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) schema.getLogicalType();
        BigDecimal value =
            new BigDecimal(new BigInteger(1 + random.nextInt(48), random), decimal.getScale());
        yield JSON.numberNode(
            value.signum() == 0 ? BigDecimal.ZERO : plain(value.stripTrailingZeros()));
      }
      case ENUM -> {
        List<String> symbols = schema.getEnumSymbols();
        yield JSON.textNode(EnumWords.word(symbols.get(1 + random.nextInt(symbols.size() - 1))));
      }
      case ARRAY -> {
        ArrayNode array = JSON.arrayNode();
        int items = random.nextInt(1 + intProperty(field, "maxItems", 5));
        for (int i = 0; i < items; i++) {
          array.add(value(schema.getElementType(), itemOf(field, schema), corrections));
        }
        yield array;
      }
      case RECORD -> object(schema, corrections);
      default -> throw new AssertionError("no event has " + schema);
    };
  }

  private static Schema.Field itemOf(Schema.Field array, Schema schema) {
    Schema.Field item = new Schema.Field(array.name(), schema);
    for (String rule : List.of("minLength", "maxLength", "minimum", "maximum")) {
      Object value =
          array.getObjectProp("item" + Character.toUpperCase(rule.charAt(0)) + rule.substring(1));
      if (value != null) {
        item.addProp(rule, value);
      }
    }
    return item;
  }

  private static BigDecimal plain(BigDecimal value) {
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  private long number(Schema.Field field, long smallest, long largest) {
    Object minimum = field.getObjectProp("minimum");
    Object maximum = field.getObjectProp("maximum");
    return random.nextLong(
        minimum == null ? smallest : ((Number) minimum).longValue(),
        (maximum == null ? largest : ((Number) maximum).longValue()) + 1);
  }

  private String text(int minLength, int maxLength) {
    StringBuilder text = new StringBuilder();
    int characters = minLength + random.nextInt(Math.min(60, maxLength - minLength) + 1);
    for (int i = 0; i < characters; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static int intProperty(Schema.Field field, String property, int otherwise) {
    Object value = field.getObjectProp(property);
    return value == null ? otherwise : ((Number) value).intValue();
  }
}
