package io.sitehub.model.cloudevent;

import io.sitehub.model.catalogue.EventType;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event: what happened at a site.
 *
 * @param name what names it
 * @param type its type
 * @param siteId the site it happened at
 * @param subject the visit it belongs to, where the type has one
 * @param time when it happened by the terminal's clock, at the precision it was sent with
 * @param deviceSeq the terminal's own counter; a gap means that something is missing
 * @param actor operator or driver, as a reference that only the site can resolve
 * @param causationId id of the event that caused this one
 * @param traceParent W3C trace context of the request; no part of the content
 * @param data what happened, a record of the type's class; never changed after this was made
 */
public record SiteEvent(
    EventName name,
    EventType type,
    String siteId,
    @Nullable String subject,
    Instant time,
    @Nullable Long deviceSeq,
    @Nullable String actor,
    @Nullable String causationId,
    @Nullable String traceParent,
    SpecificRecord data) {

  /** Refuses data of another type: a bug of the caller. */
  public SiteEvent {
    if (!type.recordClass().isInstance(data)) {
      throw new IllegalArgumentException(
          "the data of " + type + " must be " + type.recordName() + ", not " + data.getClass());
    }
  }

  /** Puts an event together. */
  public static SiteEvent of(EventAttributes attributes, SpecificRecord data) {
    return new SiteEvent(
        attributes.name(),
        attributes.type(),
        attributes.siteId(),
        attributes.subject(),
        attributes.time(),
        attributes.deviceSeq(),
        attributes.actor(),
        attributes.causationId(),
        attributes.traceParent(),
        data);
  }

  /** Everything but the data. */
  public EventAttributes attributes() {
    return new EventAttributes(
        name, type, siteId, subject, time, deviceSeq, actor, causationId, traceParent);
  }

  /** The same event with other data, and perhaps another time: what a correction makes of it. */
  public SiteEvent with(Instant newTime, SpecificRecord newData) {
    return new SiteEvent(
        name,
        EventType.of(newData),
        siteId,
        subject,
        newTime,
        deviceSeq,
        actor,
        causationId,
        traceParent,
        newData);
  }
}
