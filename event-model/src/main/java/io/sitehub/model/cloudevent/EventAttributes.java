package io.sitehub.model.cloudevent;

import io.sitehub.model.catalogue.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an event but its data.
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
 */
public record EventAttributes(
    EventName name,
    EventType type,
    String siteId,
    @Nullable String subject,
    Instant time,
    @Nullable Long deviceSeq,
    @Nullable String actor,
    @Nullable String causationId,
    @Nullable String traceParent) {}
