package io.sitehub.processors.visit;

import io.sitehub.model.cloudevent.EventOrder;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.state.Finding;
import io.sitehub.model.state.Visit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A visit as the fold of its events. The result depends on the set of events alone, not on their
 * order or on repeats: live processing, a late handheld and a replay give the same bytes.
 *
 * <p>Stateless and thread-safe, as the reader of replacements must be.
 */
public final class VisitFold {
  private final ReplacementReader replacements;

  /** A fold that reads replacements by the rules the gateway holds every event to. */
  public VisitFold() {
    this(ReplacementReader.byTheRules());
  }

  /** A fold that reads the replacements of corrections in this way. */
  public VisitFold(ReplacementReader replacements) {
    this.replacements = replacements;
  }

  /**
   * Folds all events of a visit: in their order, without repeats, with corrections carried out.
   *
   * @param events all events of the visit and all corrections of them, in any order; a name stands
   *     for one event only (what repeats it is the same or was refused before)
   */
  public Visit fold(String siteId, String visitId, Collection<SiteEvent> events) {
    List<SiteEvent> history = withoutRepeats(events);
    CorrectedHistory corrected = CorrectedHistory.of(history, replacements);
    Draft draft = Draft.empty(siteId, visitId);
    draft.visit.setEventCount(history.size());
    draft.visit.setCorrectedEvents(corrected.corrected());
    draft.visit.setLatestAt(Draft.ms(corrected.latestAt()));
    draft.seeAll(corrected.findings());
    for (SiteEvent event : corrected.events()) {
      Steps.take(draft, event);
    }
    return draft.finish();
  }

  /**
   * Whether {@link #append} may be used: the event is no correction, none is waiting for it, and it
   * happened at least a millisecond after all others. A repeat never continues.
   */
  public boolean continues(Visit before, SiteEvent event) {
    Instant latest = before.getLatestAt();
    return !CorrectedHistory.isCorrection(event)
        && (latest == null || event.time().truncatedTo(ChronoUnit.MILLIS).isAfter(latest))
        && !isCorrectionWaiting(before);
  }

  /**
   * Folds one more event into a visit, without the events before it: the same as folding them all.
   *
   * @param before the fold of all other events; it is not changed
   * @throws IllegalArgumentException unless the event {@link #continues} the visit
   */
  public Visit append(Visit before, SiteEvent event) {
    if (!continues(before, event)) {
      throw new IllegalArgumentException("does not continue the visit: " + event.name());
    }
    Draft draft = Draft.from(before);
    draft.visit.setEventCount(before.getEventCount() + 1);
    draft.visit.setLatestAt(Draft.ms(event.time()));
    Steps.take(draft, event);
    return draft.finish();
  }

  private static boolean isCorrectionWaiting(Visit visit) {
    for (Finding finding : visit.getFindings()) {
      if (finding.getCode().equals(FindingCode.CORRECTION_TARGET_UNKNOWN.code())) {
        return true;
      }
    }
    return false;
  }

  private static List<SiteEvent> withoutRepeats(Collection<SiteEvent> events) {
    List<SiteEvent> sorted = new ArrayList<>(events);
    sorted.sort(EventOrder.INSTANCE);
    List<SiteEvent> history = new ArrayList<>(sorted.size());
    for (SiteEvent event : sorted) {
      if (history.isEmpty() || !history.getLast().name().equals(event.name())) {
        history.add(event);
      }
    }
    return history;
  }
}
