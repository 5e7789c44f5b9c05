package io.sitehub.model.docs;

import io.sitehub.model.catalogue.AttributeRule;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.json.EnumWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EventsDocTest {

  private static final String INTRODUCTION =
      """
      # Events

      Made from the schemas in `event-model/src/main/avro/event`; do not edit.

      An event is a [CloudEvent](https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md) \
      1.0. Its `type` decides what `data` may hold. In `data`, an absent member is the same as `null` \
      and means the default; unknown and repeated members are refused; instants are RFC 3339 strings \
      and kept to the millisecond; weights are in kilograms; strings hold no control characters.

      ## Attributes

      | attribute | | allowed |
      |---|---|---|
      | `specversion` | required | `1.0` |
      | `type` | required | one of the types below |
      """;

  @Test
  void theDocumentSaysWhatTheSchemasSay() throws IOException {
    // Given
    StringBuilder text = new StringBuilder(INTRODUCTION);
    text.append(attribute("required", AttributeRule.SOURCE));
    text.append(attribute("required", AttributeRule.EVENT_ID));
    text.append("| `time` | required | RFC 3339 with offset, to the nanosecond |\n");
    text.append(attribute("required", AttributeRule.SITE_ID));
    text.append(attribute("by type", AttributeRule.VISIT_ID));
    text.append("| `deviceseq` | optional | a whole number from 0: the terminal's own counter |\n");
    text.append(attribute("optional", AttributeRule.ACTOR));
    text.append(attribute("optional", AttributeRule.CAUSATION_ID));
    text.append(attribute("optional", AttributeRule.TRACE_PARENT));
    text.append("\n## Types\n\n| type | subject | business step |\n|---|---|---|\n");
    for (EventType type : EventType.all()) {
      text.append(
          "| [`%s`](#%s) | %s | %s |\n"
              .formatted(
                  type.name(),
                  type.shortName().replace(".", ""),
                  type.subjectRule().name().toLowerCase(Locale.ROOT),
                  steps(type)));
    }

    // When
    for (EventType type : EventType.all()) {
      text.append(section(type));
    }

    // Then
    GeneratedFile.check("events.md", text.toString(), getClass());
  }

  private static String attribute(String needed, AttributeRule rule) {
    return "| `%s` | %s | %s |\n"
        .formatted(rule.attribute(), needed, rule.allowed().replace("<", "\\<"));
  }

  private static String steps(EventType type) {
    return type.bizSteps().isEmpty() ? "–" : String.join(", ", type.bizSteps());
  }

  private static String section(EventType type) {
    StringBuilder text = new StringBuilder();
    text.append("\n### ").append(type.shortName()).append("\n\n");
    text.append(oneLine(type.schema().getDoc())).append("\n\n");
    text.append(table(type.schema()));
    for (Map.Entry<String, Schema> record : nestedRecords(type.schema()).entrySet()) {
      text.append("\n`").append(record.getKey()).append("`: ");
      text.append(oneLine(record.getValue().getDoc())).append("\n\n");
      text.append(table(record.getValue()));
    }
    return text.toString();
  }

  private static String table(Schema record) {
    StringBuilder text =
        new StringBuilder("| field | JSON | rules | meaning |\n|---|---|---|---|\n");
    for (Schema.Field field : record.getFields()) {
      text.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(field.name(), json(value(field)), rules(field), oneLine(field.doc())));
    }
    return text.toString();
  }

  private static Schema value(Schema.Field field) {
    return field.schema().isUnion() ? field.schema().getTypes().getLast() : field.schema();
  }

  private static String json(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case INT -> "whole number";
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? "date-time"
              : "whole number";
      case DOUBLE -> "number";
      case BYTES ->
          "number with %d decimals at most"
              .formatted(((LogicalTypes.Decimal) schema.getLogicalType()).getScale());
      case ENUM ->
          schema.getEnumSymbols().stream()
              .filter(symbol -> !symbol.equals("UNSPECIFIED"))
              .map(symbol -> "`" + EnumWords.word(symbol) + "`")
              .collect(Collectors.joining(", "));
      case ARRAY -> "array of " + json(schema.getElementType());
      case RECORD -> "object `" + schema.getName() + "`";
      default -> throw new AssertionError("no event has " + schema);
    };
  }

  private static String rules(Schema.Field field) {
    List<String> rules = new ArrayList<>();
    if (!field.hasDefaultValue()) {
      rules.add("required");
    } else if (!field.schema().isUnion()) {
      Object value = field.defaultVal();
      rules.add("default " + (value instanceof List<?> ? "empty" : value));
    }
    addRule(rules, field, "minimum", "at least %s");
    addRule(rules, field, "maximum", "at most %s");
    addRule(rules, field, "minLength", "%s characters or more");
    addRule(rules, field, "maxLength", "%s characters at most");
    addRule(rules, field, "maxItems", "%s items at most");
    addRule(rules, field, "itemMinimum", "each at least %s");
    addRule(rules, field, "itemMaximum", "each at most %s");
    addRule(rules, field, "itemMinLength", "each not empty");
    addRule(rules, field, "itemMaxLength", "each %s characters at most");
    addRule(rules, field, "pattern", "`%s`");
    addRule(rules, field, "jsonOf", "an object: the `data` of the type in `%s`");
    return String.join("; ", rules);
  }

  private static void addRule(
      List<String> rules, Schema.Field field, String property, String words) {
    Object value = field.getObjectProp(property);
    if (value != null && !(property.equals("minLength") && value.equals(1))) {
      rules.add(words.formatted(value));
    } else if (value != null) {
      rules.add("not empty");
    }
  }

  private static Map<String, Schema> nestedRecords(Schema record) {
    Map<String, Schema> nested = new LinkedHashMap<>();
    for (Schema.Field field : record.getFields()) {
      Schema value = value(field);
      Schema item = value.getType() == Schema.Type.ARRAY ? value.getElementType() : value;
      if (item.getType() == Schema.Type.RECORD) {
        nested.put(item.getName(), item);
      }
    }
    return nested;
  }

  private static String oneLine(String doc) {
    return doc.strip().replaceAll("\\s+", " ").replace("|", "\\|");
  }
}
