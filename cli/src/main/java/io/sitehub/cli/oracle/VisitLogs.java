package io.sitehub.cli.oracle;

import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.RecordCorrected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sorts the log of a site into those of its visits. */
final class VisitLogs {
  private VisitLogs() {}

  /**
   * The events of each visit, each once. The first use of a name stands, whatever comes under it
   * later. A correction belongs to the visit of the event it corrects, whatever visit it names.
   */
  static SortedMap<String, List<SiteEvent>> of(List<SiteEvent> log) {
    Map<EventName, SiteEvent> byName = new LinkedHashMap<>();
    log.forEach(event -> byName.putIfAbsent(event.name(), event));
    SortedMap<String, List<SiteEvent>> visits = new TreeMap<>();
    for (SiteEvent event : byName.values()) {
      visitOf(event, byName)
          .ifPresent(visit -> visits.computeIfAbsent(visit, v -> new ArrayList<>()).add(event));
    }
    return visits;
  }

  private static Optional<String> visitOf(SiteEvent event, Map<EventName, SiteEvent> byName) {
    Set<EventName> seen = new HashSet<>();
    SiteEvent target = event;
    while (target.data() instanceof RecordCorrected correction) {
      SiteEvent next = byName.get(targetOf(correction));
      if (next == null || !seen.add(target.name())) {
        return Optional.empty();
      }
      target = next;
    }
    return Optional.ofNullable(target.subject());
  }

  /** The name of the event a correction is about. */
  static EventName targetOf(RecordCorrected correction) {
    return new EventName(correction.getCorrectsSource(), correction.getCorrectsId());
  }
}
