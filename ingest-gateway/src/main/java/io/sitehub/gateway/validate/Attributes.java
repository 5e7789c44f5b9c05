package io.sitehub.gateway.validate;

import io.sitehub.model.catalogue.AttributeRule;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.catalogue.Nearest;
import io.sitehub.model.cloudevent.EventAttributes;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.time.Rfc3339;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one event as they were sent, in JSON or in headers, and the rules they must
 * obey. Reused from event to event of a request.
 */
final class Attributes {
  private static final String NOT_KEPT =
      "is no attribute of Sitehub and would be lost; allowed extensions are siteid, deviceseq,"
          + " actor, causationid, traceparent";

  private static final List<String> TYPE_NAMES =
      EventType.all().stream().map(EventType::name).toList();

  private final @Nullable String[] values = new @Nullable String[AttributeName.values().length];
  private final Violations violations;
  private int seen;

  Attributes(Violations violations) {
    this.violations = violations;
  }

  void clear() {
    Arrays.fill(values, null);
    seen = 0;
  }

  /** The value sent for a known attribute, whether it is right or not. */
  @Nullable String value(AttributeName name) {
    return values[name.ordinal()];
  }

  /** Takes the value of a known attribute; a second one is a violation. */
  void put(AttributeName name, String value) {
    if (mark(name)) {
      values[name.ordinal()] = value;
    }
  }

  /** Notes that a known attribute was sent with a value that cannot be one. */
  void refuse(AttributeName name, String rule, String detail) {
    if (mark(name)) {
      violations.add(name.pointer, rule, detail);
    }
  }

  /** Notes an attribute that nobody knows. */
  void refuseUnknown(String name) {
    String pointer = Pointers.child("", name);
    if (name.equals("data_base64")) {
      violations.add(pointer, "data-base64", "is not accepted: send JSON in data");
    } else if (AttributeName.isWellFormed(name)) {
      violations.add(pointer, "unknown-attribute", NOT_KEPT);
    } else {
      violations.add(
          pointer,
          "attribute-name",
          "must be 1 to 20 lower-case letters or digits (CloudEvents 1.0), and known to Sitehub");
    }
  }

  private boolean mark(AttributeName name) {
    int bit = 1 << name.ordinal();
    if ((seen & bit) != 0) {
      violations.add(name.pointer, "duplicate-attribute", "must be present only once");
      return false;
    }
    seen |= bit;
    return true;
  }

  /**
   * Holds everything against its rules.
   *
   * @param type the type, if {@link #type} found one
   * @param latest the latest time an event may claim
   * @return the attributes; only of use if no violation was added meanwhile
   */
  @Nullable EventAttributes judge(@Nullable EventType type, Instant latest) {
    for (AttributeName name : AttributeName.values()) {
      if (name.required && (seen & 1 << name.ordinal()) == 0) {
        violations.add(name.pointer, "required", "must be present");
      }
    }
    judgeSpecVersion();
    judgeContentType();
    judgeDataSchema();
    String source = ruled(AttributeName.SOURCE, AttributeRule.SOURCE);
    String id = ruled(AttributeName.ID, AttributeRule.EVENT_ID);
    String siteId = ruled(AttributeName.SITEID, AttributeRule.SITE_ID);
    String subject = ruled(AttributeName.SUBJECT, AttributeRule.VISIT_ID);
    String actor = ruled(AttributeName.ACTOR, AttributeRule.ACTOR);
    String causationId = ruled(AttributeName.CAUSATIONID, AttributeRule.CAUSATION_ID);
    String traceParent = ruled(AttributeName.TRACEPARENT, AttributeRule.TRACE_PARENT);
    Instant time = judgeTime(latest);
    Long deviceSeq = judgeDeviceSeq();
    if (type != null) {
      judgeSubject(type);
    }
    if (type == null || source == null || id == null || siteId == null || time == null) {
      return null;
    }
    return new EventAttributes(
        new EventName(source, id),
        type,
        siteId,
        subject,
        time,
        deviceSeq,
        actor,
        causationId,
        traceParent);
  }

  /** The event type, or null and a violation if the value is none. */
  @Nullable EventType type() {
    String name = value(AttributeName.TYPE);
    if (name == null) {
      return null;
    }
    EventType type = EventType.byName(name).orElse(null);
    if (type == null) {
      violations.add(
          AttributeName.TYPE.pointer,
          "unknown-type",
          Nearest.to(name, TYPE_NAMES)
              .map(nearest -> "is no type of the catalogue; did you mean " + nearest + "?")
              .orElse("must be a type of the catalogue, such as com.sitehub.gate.entered.v1"));
    }
    return type;
  }

  private void judgeSpecVersion() {
    String version = value(AttributeName.SPECVERSION);
    if (version != null && !version.equals("1.0")) {
      violations.add(AttributeName.SPECVERSION.pointer, "specversion", "must be 1.0");
    }
  }

  private void judgeContentType() {
    String contentType = value(AttributeName.DATACONTENTTYPE);
    if (contentType != null && !MediaType.parse(contentType).isJsonInUtf8()) {
      violations.add(
          AttributeName.DATACONTENTTYPE.pointer,
          "data-content-type",
          "must be application/json in UTF-8");
    }
  }

  /** Checked, not kept: the type names the schema. */
  private void judgeDataSchema() {
    String schema = value(AttributeName.DATASCHEMA);
    if (schema != null && !isAbsoluteUri(schema)) {
      violations.add(AttributeName.DATASCHEMA.pointer, "data-schema", "must be an absolute URI");
    }
  }

  private static boolean isAbsoluteUri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private @Nullable Instant judgeTime(Instant latest) {
    String text = value(AttributeName.TIME);
    if (text == null) {
      return null;
    }
    Optional<Instant> time = Rfc3339.parse(text);
    if (time.isEmpty()) {
      violations.add(
          AttributeName.TIME.pointer,
          "date-time",
          "must be an RFC 3339 date-time with an offset, such as 2026-03-01T09:30:00Z");
      return null;
    }
    if (time.get().isAfter(latest)) {
      violations.add(
          AttributeName.TIME.pointer,
          "clock-skew",
          "must not be after " + Rfc3339.format(latest) + ": the terminal's clock is fast");
    }
    return time.get();
  }

  private @Nullable Long judgeDeviceSeq() {
    String text = value(AttributeName.DEVICESEQ);
    if (text == null) {
      return null;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && text.charAt(0) != '+') {
        return value;
      }
    } catch (NumberFormatException e) {
      // A wrong value is an outcome, not a failure.
    }
    violations.add(
        AttributeName.DEVICESEQ.pointer, "range", "must be a whole number from 0 to 2^63-1");
    return null;
  }

  private void judgeSubject(EventType type) {
    boolean present = (seen & 1 << AttributeName.SUBJECT.ordinal()) != 0;
    if (!type.subjectRule().allows(present)) {
      if (present) {
        violations.add(
            AttributeName.SUBJECT.pointer,
            "subject-not-allowed",
            "must be absent: " + type + " belongs to no visit");
      } else {
        violations.add(
            AttributeName.SUBJECT.pointer,
            "required",
            "must be present: " + type + " belongs to a visit");
      }
    }
  }

  private @Nullable String ruled(AttributeName name, AttributeRule rule) {
    String value = value(name);
    if (value != null && !rule.holds(value)) {
      violations.add(name.pointer, ruleName(rule), "must be " + rule.allowed());
      return null;
    }
    return value;
  }

  private static String ruleName(AttributeRule rule) {
    return switch (rule) {
      case EVENT_ID -> "id";
      case SOURCE -> "source";
      case SITE_ID -> "site-id";
      case VISIT_ID -> "visit-id";
      case ACTOR -> "actor";
      case CAUSATION_ID -> "causation-id";
      case TRACE_PARENT -> "traceparent";
    };
  }
}
