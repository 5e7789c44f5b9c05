package io.sitehub.gateway.validate;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.sitehub.kit.problem.Violation;
import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventAttributes;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.StrictJson;
import io.sitehub.model.serde.SchemaIds;
import io.sitehub.model.serde.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** The validation of one request; not reused. */
final class ValidationRun {
  private static final String DATA = "/data";

  private final byte[] body;
  private final int length;
  private final SchemaIds ids;
  private final Instant latest;
  private final Violations violations = new Violations();
  private final Attributes attributes = new Attributes(violations);
  private final EventJson event = new EventJson(attributes, violations, this::tryReadData);
  private final AvroBuffer avro;
  private final List<ValidEvent> valid = new ArrayList<>();
  private boolean dataRead;

  ValidationRun(byte[] body, int length, SchemaIds ids, Instant latest) {
    this.body = body;
    this.length = length;
    this.ids = ids;
    this.latest = latest;
    this.avro = new AvroBuffer(Math.min(length, 1024));
  }

  Validation structured() {
    return parse(parser -> {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return notA("an object: one event");
      }
      readEvent(parser);
      return null;
    });
  }

  Validation batched(int maxEvents) {
    return parse(parser -> {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return notA("an array of events");
      }
      int count = 0;
      Map<EventName, Integer> names = new HashMap<>();
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (count == maxEvents) {
          return new Validation.TooMany(maxEvents);
        }
        violations.at(count);
        if (token == JsonToken.START_OBJECT) {
          readEvent(parser);
          refuseRepeat(names, count);
        } else {
          violations.add("", "type", "must be an object: an event");
          parser.skipChildren();
        }
        count++;
      }
      if (count == 0) {
        violations.at(null);
        violations.add("", "empty-batch", "must have at least one event");
      }
      return null;
    });
  }

  Validation binary(HttpFields headers) {
    Violation unreadable = BinaryHeaders.read(headers, attributes);
    if (unreadable != null) {
      return new Validation.Malformed(unreadable);
    }
    if (isBlank()) {
      violations.add("/data", "required", "must be present: the body is the event's data");
      judge(0, 0);
      return result();
    }
    return parse(parser -> {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return notA("an object: the event's data");
      }
      parser.skipChildren();
      judge(0, length);
      return null;
    });
  }

  private interface Reading {
    @Nullable Validation read(JsonParser parser) throws IOException;
  }

  private Validation parse(Reading reading) {
    try (JsonParser parser = StrictJson.FACTORY.createParser(body, 0, length)) {
      try {
        Validation early = reading.read(parser);
        if (early != null) {
          return early;
        }
        if (parser.nextToken() != null) {
          return new Validation.Malformed(
              syntax(parser, "json-syntax", "must end after the value"));
        }
        return result();
      } catch (JsonEOFException e) {
        return new Validation.Malformed(syntax(parser, "json-syntax", "must not end here"));
      } catch (StreamConstraintsException e) {
        return new Validation.Malformed(constraint(parser));
      } catch (JsonProcessingException e) {
        return new Validation.Malformed(syntax(parser, "json-syntax", "must be JSON (RFC 8259)"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  private void readEvent(JsonParser parser) throws IOException {
    attributes.clear();
    dataRead = false;
    event.read(parser);
    judge(event.dataFrom(), event.dataTo());
  }

  /** Adds the event if it has data; whether anything is wrong is asked once, of the request. */
  private void judge(int dataFrom, int dataTo) {
    EventType type = attributes.type();
    EventAttributes judged = attributes.judge(type, latest);
    if (type != null && dataFrom < dataTo) {
      putPrefix(type);
      note(JsonToAvro.of(type).read(body, dataFrom, dataTo - dataFrom, DATA, avro));
      dataRead = true;
    }
    if (judged != null && dataRead && violations.total() == 0) {
      byte[] key = judged.siteId().getBytes(StandardCharsets.US_ASCII);
      valid.add(new ValidEvent(judged, key, avro.toByteArray()));
    }
  }

  private boolean tryReadData(JsonParser parser) throws IOException {
    String name = attributes.value(AttributeName.TYPE);
    EventType type = name == null ? null : EventType.byName(name).orElse(null);
    if (type == null) {
      return false;
    }
    putPrefix(type);
    note(JsonToAvro.of(type).read(parser, DATA, avro));
    dataRead = true;
    return true;
  }

  private void putPrefix(EventType type) {
    avro.truncate(0);
    WireFormat.putPrefix(ids.idOf(type.schema()), avro);
  }

  private void note(List<io.sitehub.model.json.Violation> found) {
    found.forEach(each -> violations.add(each.pointer(), each.rule().code(), each.detail()));
  }

  private void refuseRepeat(Map<EventName, Integer> names, int index) {
    String source = attributes.value(AttributeName.SOURCE);
    String id = attributes.value(AttributeName.ID);
    if (source == null || id == null) {
      return;
    }
    Integer first = names.putIfAbsent(new EventName(source, id), index);
    if (first != null) {
      violations.add(
          "/id", "duplicate-in-batch", "must differ from event " + first + " of the same source");
    }
  }

  private Validation result() {
    return violations.total() == 0 ? new Validation.Valid(valid) : violations.toInvalid();
  }

  private boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (body[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  private static Validation notA(String wanted) {
    return new Validation.Malformed(new Violation(null, "", "type", "must be " + wanted));
  }

  private static Violation constraint(JsonParser parser) {
    return parser.getParsingContext().getNestingDepth() >= StrictJson.MAX_NESTING
        ? syntax(
            parser,
            "nesting-depth",
            "must not be nested deeper than " + StrictJson.MAX_NESTING + " levels")
        : syntax(parser, "token-length", "must not be a number or a name of this length");
  }

  private static Violation syntax(JsonParser parser, String rule, String detail) {
    JsonLocation at = parser.currentLocation();
    return new Violation(
        null,
        parser.getParsingContext().pathAsPointer(true).toString(),
        rule,
        "%s; line %d, column %d".formatted(detail, at.getLineNr(), at.getColumnNr()));
  }
}
