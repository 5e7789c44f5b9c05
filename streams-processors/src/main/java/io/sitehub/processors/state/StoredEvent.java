package io.sitehub.processors.state;

import io.sitehub.model.cloudevent.SiteEvent;
import java.time.Instant;

/**
 * An event and where it lies in the log.
 *
 * @param event the event, without its trace context
 * @param offset its offset in the partition of its site
 * @param recordedAt when it was written to the log
 * @param body its data in the wire format, as it was written; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredEvent(SiteEvent event, long offset, Instant recordedAt, byte[] body) {}
