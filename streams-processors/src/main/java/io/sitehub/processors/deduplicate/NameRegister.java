package io.sitehub.processors.deduplicate;

import io.sitehub.model.cloudevent.ContentHash;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.processors.decode.DeadLetterReason;
import io.sitehub.processors.state.EventNames;
import io.sitehub.processors.state.EventNames.Expected;
import io.sitehub.processors.state.EventNames.Known;
import io.sitehub.processors.state.EventNames.Place;
import io.sitehub.processors.state.EventNames.Seen;
import io.sitehub.processors.state.StoredEvent;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.state.WaitingCorrections;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Knows every event by its name and where it belongs. The first event of a name stands. An event
 * belongs to the visit it names; a correction belongs where the event belongs that it corrects,
 * whatever it names itself, and waits until that is known. So the order of arrival does not matter.
 */
public final class NameRegister {

  /**
   * How many events a visit may have; real ones have 10 to 25. The bound keeps a visit within what
   * a record may hold, so that no sender can stop a site.
   */
  public static final int MAX_EVENTS_PER_VISIT = 500;

  private static final Place NO_VISIT = new Place.NoVisit();
  private static final Place UNKNOWN = new Place.Unknown();

  private final EventNames names;
  private final WaitingCorrections waiting;
  private final Visits visits;

  /** A register on the tables of a site's partition. */
  public NameRegister(EventNames names, WaitingCorrections waiting, Visits visits) {
    this.names = names;
    this.waiting = waiting;
    this.visits = visits;
  }

  /** What became of an event. */
  public sealed interface Entry {
    /** It has come before, word for word. */
    record Repeat() implements Entry {}

    /** It cannot be used. */
    record Refused(DeadLetterReason reason, String detail) implements Entry {}

    /**
     * It is new. With it, it and all corrections that waited for it can be placed.
     *
     * @param placed what now belongs to a visit; empty when the event waits or concerns no visit
     */
    record Entered(List<Placed> placed) implements Entry {}
  }

  /** An event whose place is known, and whether others wait for it. */
  private record Settled(StoredEvent stored, ContentHash hash, Place place, boolean awaited) {}

  /** Enters an event. */
  public Entry enter(StoredEvent stored, ContentHash hash) {
    SiteEvent event = stored.event();
    Optional<Known> known = names.find(event.siteId(), event.name());
    if (known.orElse(null) instanceof Seen seen) {
      return seen.hash().equals(hash)
          ? new Entry.Repeat()
          : new Entry.Refused(
              DeadLetterReason.NAME_REUSED, "an event of this name said something else before");
    }
    boolean awaited = known.map(Known::awaited).orElse(false);
    if (!(event.data() instanceof RecordCorrected correction)) {
      Place place = event.subject() == null ? NO_VISIT : new Place.InVisit(event.subject());
      return enterAt(place, stored, hash, awaited);
    }
    EventName corrected = correctedBy(correction);
    if (corrected.equals(event.name())) {
      return new Entry.Refused(
          DeadLetterReason.CORRECTS_ITSELF, "the correction names itself as what it corrects");
    }
    Known target = names.find(event.siteId(), corrected).orElse(null);
    if (target instanceof Seen(ContentHash _, Place place, boolean _)
        && !(place instanceof Place.Unknown)) {
      return enterAt(place, stored, hash, awaited);
    }
    names.put(event.siteId(), event.name(), new Seen(hash, UNKNOWN, awaited));
    waiting.add(corrected, stored);
    names.put(
        event.siteId(),
        corrected,
        target instanceof Seen seen ? new Seen(seen.hash(), seen.place(), true) : new Expected());
    return new Entry.Entered(List.of());
  }

  private Entry enterAt(Place place, StoredEvent stored, ContentHash hash, boolean awaited) {
    if (place instanceof Place.InVisit(String visitId)
        && visits.eventCount(stored.event().siteId(), visitId) >= MAX_EVENTS_PER_VISIT) {
      return new Entry.Refused(
          DeadLetterReason.VISIT_FULL,
          "a visit may have " + MAX_EVENTS_PER_VISIT + " events, and it has");
    }
    return new Entry.Entered(settle(new Settled(stored, hash, place, awaited)));
  }

  /** Notes the place of an event, and by it of all corrections that wait, and of theirs. */
  private List<Placed> settle(Settled first) {
    List<Placed> placed = new ArrayList<>(1);
    Deque<Settled> todo = new ArrayDeque<>(1);
    todo.add(first);
    while (!todo.isEmpty()) {
      Settled settled = todo.remove();
      SiteEvent event = settled.stored().event();
      names.put(event.siteId(), event.name(), new Seen(settled.hash(), settled.place(), false));
      if (settled.place() instanceof Place.InVisit(String visitId)) {
        placed.add(new Placed(visitId, settled.stored()));
      }
      if (settled.awaited()) {
        for (StoredEvent correction : waiting.take(event.siteId(), event.name())) {
          EventName name = correction.event().name();
          if (!(names.find(event.siteId(), name).orElse(null) instanceof Seen seen)) {
            throw new IllegalStateException("a correction waits and its name is not known");
          }
          todo.add(new Settled(correction, seen.hash(), settled.place(), seen.awaited()));
        }
      }
    }
    return placed;
  }

  private static EventName correctedBy(RecordCorrected correction) {
    return new EventName(correction.getCorrectsSource(), correction.getCorrectsId());
  }
}
