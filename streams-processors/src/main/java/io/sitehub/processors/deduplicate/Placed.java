package io.sitehub.processors.deduplicate;

import io.sitehub.processors.state.StoredEvent;
import java.util.List;

/**
 * Events that are the first of their names and belong to one visit.
 *
 * @param visitId the visit: the event's subject, or for a correction the visit of what it corrects
 * @param events the event at hand, and behind it the corrections that waited for it
 */
public record Placed(String visitId, List<StoredEvent> events) {

  /** How many events a visit may have; real ones have 10 to 25. */
  public static final int MAX_EVENTS_PER_VISIT = 500;

  public Placed {
    events = List.copyOf(events);
  }
}
