package io.sitehub.cli.oracle;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Carries out the corrections of a visit, as docs/visits.md has them. */
final class CorrectedLog {
  /** When what happened: (time, source, deviceseq, id), without a deviceseq first. */
  private static final Comparator<SiteEvent> ORDER =
      Comparator.comparing(SiteEvent::time)
          .thenComparing(event -> event.name().source())
          .thenComparing(event -> event.deviceSeq() == null ? -1 : event.deviceSeq())
          .thenComparing(event -> event.name().id());

  private final Map<EventName, SiteEvent> sent = new HashMap<>();
  private final Map<EventName, List<SiteEvent>> corrections = new HashMap<>();
  private final SortedSet<String> findings = new TreeSet<>();

  private CorrectedLog(List<SiteEvent> events) {
    for (SiteEvent event : events) {
      sent.put(event.name(), event);
      if (event.data() instanceof RecordCorrected correction) {
        corrections
            .computeIfAbsent(VisitLogs.targetOf(correction), name -> new ArrayList<>())
            .add(event);
      }
    }
  }

  /**
   * What counts of a visit's log.
   *
   * @param standing the events that stand, corrected, without corrections, in the order in which
   *     they happened
   * @param received how many events were received
   * @param corrected how many of them a correction in effect replaces or withdraws
   * @param latestAt the latest time of an event that is no correction, as sent or as corrected;
   *     withdrawn ones included
   * @param findings codes of what could not be carried out
   */
  record Result(
      List<SiteEvent> standing,
      int received,
      int corrected,
      @Nullable Instant latestAt,
      SortedSet<String> findings) {}

  /** Carries out the corrections among the events of a visit. */
  static Result of(List<SiteEvent> events) {
    return new CorrectedLog(events).result();
  }

  private Result result() {
    List<SiteEvent> standing = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    int corrected = 0;
    for (SiteEvent event : sent.values()) {
      Outcome outcome = outcomeOf(event);
      if (outcome.corrected()) {
        corrected++;
      }
      if (!(event.data() instanceof RecordCorrected)) {
        times.add(event.time());
        outcome.stands().ifPresent(stands -> times.add(stands.time()));
        outcome.stands().ifPresent(standing::add);
      }
    }
    standing.sort(ORDER);
    return new Result(
        standing,
        sent.size(),
        corrected,
        times.stream().max(Comparator.naturalOrder()).orElse(null),
        findings);
  }

  /** What became of an event: empty when it was withdrawn. */
  private record Outcome(Optional<SiteEvent> stands, boolean corrected) {}

  private Outcome outcomeOf(SiteEvent event) {
    List<SiteEvent> latestFirst = new ArrayList<>();
    for (SiteEvent correction : corrections.getOrDefault(event.name(), List.of())) {
      if (isInCycle(correction)) {
        findings.add("correction-cycle");
      } else {
        outcomeOf(correction).stands().ifPresent(latestFirst::add);
      }
    }
    latestFirst.sort(ORDER.reversed());
    for (SiteEvent correction : latestFirst) {
      RecordCorrected what = (RecordCorrected) correction.data();
      if (!VisitLogs.targetOf(what).equals(event.name())) {
        findings.add("correction-retargeted");
        continue;
      }
      if (what.getReplacementType() == null || what.getReplacement() == null) {
        return new Outcome(Optional.empty(), true);
      }
      Optional<SiteEvent> replaced = replaced(event, what);
      if (replaced.isPresent()) {
        return new Outcome(replaced, true);
      }
    }
    return new Outcome(Optional.of(event), false);
  }

  private Optional<SiteEvent> replaced(SiteEvent event, RecordCorrected correction) {
    EventType type = event.type();
    if (!type.name().equals(correction.getReplacementType())) {
      return cannot("correction-type-mismatch");
    }
    byte[] json = correction.getReplacement().getBytes(StandardCharsets.UTF_8);
    if (!(JsonToAvro.of(type).read(json) instanceof RecordRead.Valid valid)) {
      return cannot("correction-unreadable");
    }
    Instant time = correction.getReplacementTime();
    return Optional.of(event.with(time == null ? event.time() : time, valid.data()));
  }

  private Optional<SiteEvent> cannot(String finding) {
    findings.add(finding);
    return Optional.empty();
  }

  /** Whether following what it corrects, and what that corrects, leads back to it. */
  private boolean isInCycle(SiteEvent correction) {
    Set<EventName> seen = new HashSet<>();
    SiteEvent at = correction;
    while (at != null && at.data() instanceof RecordCorrected data && seen.add(at.name())) {
      EventName target = VisitLogs.targetOf(data);
      if (target.equals(correction.name())) {
        return true;
      }
      at = sent.get(target);
    }
    return false;
  }
}
