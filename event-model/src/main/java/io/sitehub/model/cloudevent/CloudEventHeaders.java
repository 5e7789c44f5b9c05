package io.sitehub.model.cloudevent;

import io.sitehub.model.catalogue.AttributeRule;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.HeadersRead.Problem;
import io.sitehub.model.time.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an event as the headers of a Kafka record: CloudEvents Kafka protocol binding
 * 1.0.2, binary content mode. The value of the record is the event's data.
 */
public final class CloudEventHeaders {

  /** The media type of the data, in the header {@value #CONTENT_TYPE}. */
  public static final String AVRO = "application/avro";

  /** The header that carries the attribute {@code datacontenttype}. */
  public static final String CONTENT_TYPE = "content-type";

  /** {@code specversion}, always {@code 1.0}. */
  public static final String SPEC_VERSION = "ce_specversion";

  /** {@code type}. */
  public static final String TYPE = "ce_type";

  /** {@code source}. */
  public static final String SOURCE = "ce_source";

  /** {@code id}. */
  public static final String ID = "ce_id";

  /** {@code subject}: the visit. */
  public static final String SUBJECT = "ce_subject";

  /** {@code time}, RFC 3339 in UTC. */
  public static final String TIME = "ce_time";

  /** Extension {@code siteid}. */
  public static final String SITE_ID = "ce_siteid";

  /** Extension {@code deviceseq}, decimal. */
  public static final String DEVICE_SEQ = "ce_deviceseq";

  /** Extension {@code actor}. */
  public static final String ACTOR = "ce_actor";

  /** Extension {@code causationid}. */
  public static final String CAUSATION_ID = "ce_causationid";

  /** Extension {@code traceparent} (CloudEvents Distributed Tracing). */
  public static final String TRACE_PARENT = "ce_traceparent";

  private static final byte[] VERSION_1 = utf8("1.0");
  private static final byte[] AVRO_BYTES = utf8(AVRO);
  private static final byte[][] TYPE_BYTES =
      EventType.all().stream().map(type -> utf8(type.name())).toArray(byte[][]::new);

  private CloudEventHeaders() {}

  /** Adds the headers of an event; absent attributes have none. */
  public static void write(EventAttributes event, Headers headers) {
    headers.add(SPEC_VERSION, VERSION_1);
    headers.add(TYPE, TYPE_BYTES[event.type().index()]);
    headers.add(SOURCE, utf8(event.name().source()));
    headers.add(ID, utf8(event.name().id()));
    headers.add(TIME, Rfc3339.formatBytes(event.time()));
    headers.add(SITE_ID, utf8(event.siteId()));
    addIfPresent(headers, SUBJECT, event.subject());
    Long deviceSeq = event.deviceSeq();
    if (deviceSeq != null) {
      headers.add(DEVICE_SEQ, utf8(Long.toString(deviceSeq)));
    }
    addIfPresent(headers, ACTOR, event.actor());
    addIfPresent(headers, CAUSATION_ID, event.causationId());
    addIfPresent(headers, TRACE_PARENT, event.traceParent());
    headers.add(CONTENT_TYPE, AVRO_BYTES);
  }

  /**
   * Reads the headers of an event. Headers that are no attribute of Sitehub are ignored; of a
   * repeated header the last counts, as everywhere in Kafka.
   */
  public static HeadersRead read(Headers headers) {
    return new Reader(headers).read();
  }

  private static void addIfPresent(Headers headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, utf8(value));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** One reading: gathers the values in a single pass, then judges them. */
  private static final class Reader {
    private byte @Nullable [] specVersion;
    private byte @Nullable [] contentType;
    private @Nullable String type;
    private @Nullable String source;
    private @Nullable String id;
    private @Nullable String subject;
    private @Nullable String time;
    private @Nullable String siteId;
    private @Nullable String deviceSeq;
    private @Nullable String actor;
    private @Nullable String causationId;
    private @Nullable String traceParent;
    private @Nullable List<Problem> problems;

    Reader(Headers headers) {
      for (Header header : headers) {
        byte[] value = header.value();
        switch (header.key()) {
          case SPEC_VERSION -> specVersion = value;
          case CONTENT_TYPE -> contentType = value;
          case TYPE -> type = text(value);
          case SOURCE -> source = text(value);
          case ID -> id = text(value);
          case SUBJECT -> subject = text(value);
          case TIME -> time = text(value);
          case SITE_ID -> siteId = text(value);
          case DEVICE_SEQ -> deviceSeq = text(value);
          case ACTOR -> actor = text(value);
          case CAUSATION_ID -> causationId = text(value);
          case TRACE_PARENT -> traceParent = text(value);
          default -> {
            // Not ours: a tracer's, a connector's, a dead letter's.
          }
        }
      }
    }

    HeadersRead read() {
      if (!Arrays.equals(specVersion, VERSION_1)) {
        problem(SPEC_VERSION, specVersion == null ? "is missing" : "must be 1.0");
      }
      if (!Arrays.equals(contentType, AVRO_BYTES)) {
        problem(CONTENT_TYPE, contentType == null ? "is missing" : "must be " + AVRO);
      }
      String typeName = required(TYPE, type);
      String knownSource = ruled(SOURCE, required(SOURCE, source), AttributeRule.SOURCE);
      String knownId = ruled(ID, required(ID, id), AttributeRule.EVENT_ID);
      String knownSite = ruled(SITE_ID, required(SITE_ID, siteId), AttributeRule.SITE_ID);
      ruled(SUBJECT, subject, AttributeRule.VISIT_ID);
      ruled(ACTOR, actor, AttributeRule.ACTOR);
      ruled(CAUSATION_ID, causationId, AttributeRule.CAUSATION_ID);
      ruled(TRACE_PARENT, traceParent, AttributeRule.TRACE_PARENT);
      Instant knownTime = readTime();
      Long knownSeq = readDeviceSeq();
      EventType knownType = typeName == null ? null : EventType.byName(typeName).orElse(null);
      if (knownType != null && !knownType.subjectRule().allows(subject != null)) {
        problem(SUBJECT, subject == null ? "is missing" : "is not allowed for this type");
      }
      if (problems != null
          || typeName == null
          || knownSource == null
          || knownId == null
          || knownSite == null
          || knownTime == null) {
        return malformed();
      }
      if (knownType == null) {
        return new HeadersRead.UnknownType(typeName);
      }
      return new HeadersRead.Complete(
          new EventAttributes(
              new EventName(knownSource, knownId),
              knownType,
              knownSite,
              subject,
              knownTime,
              knownSeq,
              actor,
              causationId,
              traceParent));
    }

    private HeadersRead malformed() {
      List<Problem> found = problems == null ? List.of() : problems;
      return new HeadersRead.Malformed(
          found.stream().sorted(Comparator.comparing(Problem::header)).toList());
    }

    private @Nullable Instant readTime() {
      String text = required(TIME, time);
      Optional<Instant> instant = text == null ? Optional.empty() : Rfc3339.parse(text);
      if (text != null && instant.isEmpty()) {
        problem(TIME, "must be an RFC 3339 date-time");
      }
      return instant.orElse(null);
    }

    private @Nullable Long readDeviceSeq() {
      if (deviceSeq == null) {
        return null;
      }
      try {
        long value = Long.parseLong(deviceSeq);
        if (value >= 0) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Reported below: a wrong value is an outcome, not a failure.
      }
      problem(DEVICE_SEQ, "must be an integer from 0 to 2^63-1");
      return null;
    }

    private @Nullable String required(String header, @Nullable String value) {
      if (value == null) {
        problem(header, "is missing");
      }
      return value;
    }

    private @Nullable String ruled(String header, @Nullable String value, AttributeRule rule) {
      if (value != null && !rule.holds(value)) {
        problem(header, "must be " + rule.allowed());
      }
      return value;
    }

    private void problem(String header, String detail) {
      if (problems == null) {
        problems = new ArrayList<>();
      }
      problems.add(new Problem(header, detail));
    }

    private static @Nullable String text(byte @Nullable [] value) {
      return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
  }
}
