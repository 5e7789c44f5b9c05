package io.sitehub.processors.deduplicate;

import io.sitehub.processors.state.StoredEvent;

/**
 * An event that is the first of its name, with the visit it belongs to.
 *
 * @param visitId the visit: the event's subject, or for a correction the visit of what it corrects
 * @param stored the event
 */
public record Placed(String visitId, StoredEvent stored) {}
