package io.sitehub.processors.visit;

import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.EventOrder;
import io.sitehub.model.cloudevent.SiteEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What corrections made of an event. */
public enum EventFate {
  /** It counts as it was sent. */
  STANDS,
  /** A correction in effect replaces it. */
  CORRECTED,
  /** A correction in effect withdraws it. */
  WITHDRAWN;

  /**
   * The fates of the events that do not stand, by name.
   *
   * @param events all events of a visit and all corrections of them, each once, in any order
   */
  public static Map<EventName, EventFate> of(
      Collection<SiteEvent> events, ReplacementReader replacements) {
    List<SiteEvent> history = new ArrayList<>(events);
    history.sort(EventOrder.INSTANCE);
    return CorrectedHistory.of(history, replacements).fates();
  }
}
