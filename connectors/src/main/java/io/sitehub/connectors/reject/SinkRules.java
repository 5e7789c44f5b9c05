package io.sitehub.connectors.reject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.converters.ByteArrayConverter;

/**
 * What a sink of tickets needs of Connect itself to keep its promises. None of it is the default,
 * so a connector that does not say it is refused.
 */
public final class SinkRules {

  private static final String READ_COMMITTED = "read_committed";

  private SinkRules() {}

  /** A value with an error for each key that breaks a rule. */
  public static List<ConfigValue> violations(Map<String, String> given) {
    List<ConfigValue> violations = new ArrayList<>();
    require(
        violations,
        given,
        "consumer.override.isolation.level",
        READ_COMMITTED,
        "a ticket of a transaction that was aborted was never issued");
    require(
        violations,
        given,
        "value.converter",
        ByteArrayConverter.class.getName(),
        "tickets are read, and put aside, as the bytes that they are");
    require(
        violations,
        given,
        "key.converter",
        ByteArrayConverter.class.getName(),
        "tickets are read, and put aside, as the bytes that they are");
    require(
        violations,
        given,
        "errors.tolerance",
        "all",
        "a ticket that the ERP refuses must not stop those behind it");
    require(
        violations,
        given,
        "errors.deadletterqueue.context.headers.enable",
        "true",
        "the answer of the ERP is in these headers");
    if (given.getOrDefault("errors.deadletterqueue.topic.name", "").isBlank()) {
      violations.add(
          violation(
              "errors.deadletterqueue.topic.name",
              "must be set: what the ERP refuses is put aside there"));
    }
    return violations;
  }

  private static void require(
      List<ConfigValue> violations,
      Map<String, String> given,
      String key,
      String value,
      String why) {
    if (!value.equals(given.get(key))) {
      violations.add(violation(key, "must be " + value + ": " + why));
    }
  }

  /** Without the value, which Connect would read by the type that its own key has. */
  private static ConfigValue violation(String key, String rule) {
    return new ConfigValue(key, null, List.of(), new ArrayList<>(List.of(key + " " + rule)));
  }
}
