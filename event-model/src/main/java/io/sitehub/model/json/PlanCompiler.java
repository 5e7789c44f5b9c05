package io.sitehub.model.json;

import io.sitehub.model.avro.AvroBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.jspecify.annotations.Nullable;

/** Makes plans from schemas; a schema that has what no JSON is defined for is a bug, found here. */
final class PlanCompiler {

  private static final int MOST_FIELDS = 64;

  /** Annotations of an array's field that are rules of its items, and the rules they are. */
  private static final Map<String, String> ITEM_RULES =
      Map.of(
          "itemMinLength", "minLength",
          "itemMaxLength", "maxLength",
          "itemPattern", "pattern",
          "itemMinimum", "minimum",
          "itemMaximum", "maximum");

  private PlanCompiler() {}

  static RecordPlan record(Schema schema, String name) {
    if (schema.getFields().size() > MOST_FIELDS) {
      throw unsupported(schema, "has more than " + MOST_FIELDS + " fields");
    }
    List<RecordPlan.Field> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      Schema type = field.schema();
      boolean nullable = type.isUnion();
      fields.add(
          new RecordPlan.Field(
              field.name(),
              field.pos(),
              value(nullable ? orNull(type) : type, field),
              nullable,
              defaultBytes(field)));
    }
    List<RecordPlan.Embedded> embedded = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      String typeField = field.getProp("jsonOf");
      if (typeField != null) {
        embedded.add(
            new RecordPlan.Embedded(
                fields.get(field.pos()), fields.get(schema.getField(typeField).pos())));
      }
    }
    return new RecordPlan(name, fields, embedded);
  }

  /** The other branch of a union of null and one more, null first. */
  private static Schema orNull(Schema union) {
    List<Schema> branches = union.getTypes();
    if (branches.size() != 2 || branches.getFirst().getType() != Schema.Type.NULL) {
      throw unsupported(union, "is not a union of null and one other type");
    }
    return branches.getLast();
  }

  private static ValuePlan value(Schema schema, Schema.Field field) {
    LogicalType logical = schema.getLogicalType();
    return switch (schema.getType()) {
      case STRING -> text(field);
      case BOOLEAN -> new StructurePlans.Flag();
      case INT -> whole(field, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG ->
          logical instanceof LogicalTypes.TimestampMillis
              ? new TextPlans.DateTime()
              : whole(field, Long.MIN_VALUE, Long.MAX_VALUE);
      case DOUBLE ->
          new NumberPlans.Floating(
              doubleOrNull(bound(field, "minimum")), doubleOrNull(bound(field, "maximum")));
      case BYTES -> {
        if (!(logical instanceof LogicalTypes.Decimal decimal)) {
          throw unsupported(schema, "is bytes and no decimal");
        }
        yield new NumberPlans.FixedPoint(
            decimal.getPrecision(),
            decimal.getScale(),
            bound(field, "minimum"),
            bound(field, "maximum"));
      }
      case ENUM -> TextPlans.Words.of(schema);
      case ARRAY ->
          new StructurePlans.Items(
              value(schema.getElementType(), itemOf(field)),
              intProperty(field, "maxItems", Integer.MAX_VALUE));
      case RECORD -> record(schema, schema.getName());
      default -> throw unsupported(schema, "is of a type that JSON is not defined for");
    };
  }

  /**
   * A field that stands for one item of an array: the array's own rules are not about its items,
   * and Avro has no place for annotations at an item.
   */
  private static Schema.Field itemOf(Schema.Field array) {
    Schema.Field item = new Schema.Field(array.name(), array.schema(), array.doc());
    ITEM_RULES.forEach((annotation, rule) -> {
      Object value = array.getObjectProp(annotation);
      if (value != null) {
        item.addProp(rule, value);
      }
    });
    return item;
  }

  private static ValuePlan text(Schema.Field field) {
    int maxLength = intProperty(field, "maxLength", 4096);
    if (field.getProp("jsonOf") != null) {
      return new EmbeddedJson.Text(maxLength);
    }
    String pattern = field.getProp("pattern");
    return new TextPlans.Text(
        intProperty(field, "minLength", 0),
        maxLength,
        pattern == null ? null : Pattern.compile(pattern));
  }

  private static ValuePlan whole(Schema.Field field, long smallest, long largest) {
    BigDecimal minimum = bound(field, "minimum");
    BigDecimal maximum = bound(field, "maximum");
    return new NumberPlans.Whole(
        minimum == null ? smallest : minimum.longValueExact(),
        maximum == null ? largest : maximum.longValueExact());
  }

  private static @Nullable BigDecimal bound(Schema.Field field, String property) {
    Object value = field.getObjectProp(property);
    return value == null ? null : new BigDecimal(value.toString());
  }

  private static @Nullable Double doubleOrNull(@Nullable BigDecimal value) {
    return value == null ? null : value.doubleValue();
  }

  private static int intProperty(Schema.Field field, String property, int otherwise) {
    Object value = field.getObjectProp(property);
    return value == null ? otherwise : Integer.parseInt(value.toString());
  }

  private static byte @Nullable [] defaultBytes(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return null;
    }
    AvroBuffer out = new AvroBuffer(64);
    try {
      Object value =
          field.defaultVal() == JsonProperties.NULL_VALUE
              ? null
              : GenericData.get().getDefaultValue(field);
      new GenericDatumWriter<@Nullable Object>(field.schema()).write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static IllegalArgumentException unsupported(Schema schema, String why) {
    return new IllegalArgumentException("schema " + schema + " " + why);
  }
}
