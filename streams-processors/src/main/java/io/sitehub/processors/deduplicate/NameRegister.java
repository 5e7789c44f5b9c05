package io.sitehub.processors.deduplicate;

import io.sitehub.model.catalogue.AttributeRule;
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
import io.sitehub.processors.state.WaitingCorrections;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows every event by its name and where it belongs. The first event of a name stands. An event
 * belongs to the visit it names; a correction belongs where the event belongs that it corrects,
 * whatever it names itself, and waits until that is known. So the order of arrival does not matter,
 * but for how many may wait.
 */
public final class NameRegister {

  /**
   * How many corrections may wait for one event, those that wait for one of them included: as many
   * as its visit could take.
   */
  public static final int MAX_WAITING = Placed.MAX_EVENTS_PER_VISIT;

  private static final Place NO_VISIT = new Place.NoVisit();

  private final EventNames names;
  private final WaitingCorrections waiting;

  /** A register on the tables of a site's partition. */
  public NameRegister(EventNames names, WaitingCorrections waiting) {
    this.names = names;
    this.waiting = waiting;
  }

  /** What became of an event. */
  public sealed interface Entry {
    /** It has come before, word for word. */
    record Repeat() implements Entry {}

    /** It cannot be used. */
    record Refused(DeadLetterReason reason, String detail) implements Entry {}

    /** It is new and belongs to a visit, and with it all corrections that waited for it. */
    record Entered(Placed placed) implements Entry {}

    /** It is new; it waits for what it corrects, or concerns no visit. */
    record Noted() implements Entry {}
  }

  /** A new event, and whether others wait for it. */
  private record Settled(StoredEvent stored, ContentHash hash, boolean awaited) {}

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
    Settled settled = new Settled(stored, hash, known.map(Known::awaited).orElse(false));
    if (!(event.data() instanceof RecordCorrected correction)) {
      return settle(
          settled, event.subject() == null ? NO_VISIT : new Place.InVisit(event.subject()));
    }
    EventName corrected = correctedBy(correction);
    if (corrected.equals(event.name())) {
      return new Entry.Refused(
          DeadLetterReason.CORRECTS_ITSELF, "the correction names itself as what it corrects");
    }
    if (!AttributeRule.SOURCE.holds(corrected.source())
        || !AttributeRule.EVENT_ID.holds(corrected.id())) {
      return new Entry.Refused(
          DeadLetterReason.IMPOSSIBLE_TARGET,
          "correctsSource and correctsId are not what an event can be named");
    }
    Known target = names.find(event.siteId(), corrected).orElse(null);
    return target instanceof Seen(ContentHash _, Place place, boolean _)
            && !(place instanceof Place.Unknown)
        ? settle(settled, place)
        : await(settled, corrected, target, known.orElse(null));
  }

  /** Lets a correction wait for what it corrects, with all that wait for it. */
  private Entry await(
      Settled correction, EventName corrected, @Nullable Known target, @Nullable Known before) {
    SiteEvent event = correction.stored().event();
    EventName last = lastOfChain(event, corrected);
    if (last != null) {
      int waitingForIt = before instanceof Expected(int others) ? others : 0;
      int already =
          names.find(event.siteId(), last).orElse(null) instanceof Expected(int others)
              ? others
              : 0;
      if (already + waitingForIt + 1 > MAX_WAITING) {
        return new Entry.Refused(
            DeadLetterReason.TOO_MANY_WAITING,
            "an event may be waited for by " + MAX_WAITING + " corrections, and it is");
      }
      names.put(event.siteId(), last, new Expected(already + waitingForIt + 1));
    }
    if (target instanceof Seen(ContentHash hash, Place place, boolean _)) {
      names.put(event.siteId(), corrected, new Seen(hash, place, true));
    }
    names.put(
        event.siteId(),
        event.name(),
        new Seen(correction.hash(), new Place.Unknown(corrected), correction.awaited()));
    waiting.add(corrected, correction.stored());
    return new Entry.Noted();
  }

  /**
   * The event that has not come and that all corrections of the chain wait for; null when they wait
   * for each other in a circle: then none of them is ever placed.
   */
  private @Nullable EventName lastOfChain(SiteEvent correction, EventName corrected) {
    EventName last = corrected;
    for (int step = 0; step <= MAX_WAITING; step++) {
      if (last.equals(correction.name())) {
        return null;
      }
      if (!(names.find(correction.siteId(), last).orElse(null)
          instanceof Seen(ContentHash _, Place.Unknown(EventName next), boolean _))) {
        return last;
      }
      last = next;
    }
    return null;
  }

  /** Notes the place of an event, and by it of all corrections that wait, and of theirs. */
  private Entry settle(Settled first, Place place) {
    List<StoredEvent> placed = new ArrayList<>(1);
    Deque<Settled> todo = new ArrayDeque<>(1);
    todo.add(first);
    while (!todo.isEmpty()) {
      Settled settled = todo.remove();
      SiteEvent event = settled.stored().event();
      names.put(event.siteId(), event.name(), new Seen(settled.hash(), place, false));
      placed.add(settled.stored());
      if (settled.awaited()) {
        for (StoredEvent correction : waiting.take(event.siteId(), event.name())) {
          EventName name = correction.event().name();
          if (!(names.find(event.siteId(), name).orElse(null) instanceof Seen seen)) {
            throw new IllegalStateException("a correction waits and its name is not known");
          }
          todo.add(new Settled(correction, seen.hash(), seen.awaited()));
        }
      }
    }
    return place instanceof Place.InVisit(String visitId)
        ? new Entry.Entered(new Placed(visitId, placed))
        : new Entry.Noted();
  }

  private static EventName correctedBy(RecordCorrected correction) {
    return new EventName(correction.getCorrectsSource(), correction.getCorrectsId());
  }
}
