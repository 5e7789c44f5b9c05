package io.sitehub.processors.visit;

import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.EventOrder;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.state.Finding;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A history with its corrections carried out.
 *
 * <p>Of the corrections of an event the latest in effect counts, alone: it replaces what was first
 * sent, not what an earlier correction made of it. A correction is an event and may be corrected
 * like any other; withdrawn it has no effect. What cannot be carried out is a finding and leaves
 * the event to the correction before it.
 *
 * @param events what counts as having happened, in order, corrections not among them
 * @param corrected how many events, corrections among them, are replaced or withdrawn
 * @param latestAt latest time of all events but corrections, as sent or as corrected
 * @param findings what could not be carried out
 * @param fates what became of the events that a correction in effect replaces or withdraws
 */
record CorrectedHistory(
    List<SiteEvent> events,
    int corrected,
    @Nullable Instant latestAt,
    List<Finding> findings,
    Map<EventName, EventFate> fates) {

  /**
   * Carries out the corrections.
   *
   * @param history events in order, none twice
   */
  static CorrectedHistory of(List<SiteEvent> history, ReplacementReader reader) {
    if (history.stream().noneMatch(CorrectedHistory::isCorrection)) {
      Instant latest = history.isEmpty() ? null : history.getLast().time();
      return new CorrectedHistory(history, 0, latest, List.of(), Map.of());
    }
    return new Resolution(history, reader).result();
  }

  static boolean isCorrection(SiteEvent event) {
    return event.data() instanceof RecordCorrected;
  }

  /** Resolves corrections of corrections before what they correct. */
  private static final class Resolution {
    private final ReplacementReader reader;
    private final Map<EventName, Node> nodes = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private Resolution(List<SiteEvent> history, ReplacementReader reader) {
      this.reader = reader;
      for (SiteEvent event : history) {
        nodes.put(event.name(), new Node(event));
      }
      for (Node node : nodes.values()) {
        Node target = target(node);
        if (target != null) {
          target.corrections.add(node);
          target.unresolved++;
        }
      }
      resolveAll();
    }

    private @Nullable Node target(Node node) {
      return node.original.data() instanceof RecordCorrected correction
          ? nodes.get(targetOf(correction))
          : null;
    }

    /** From the corrections nobody corrects towards the events; a cycle is never reached. */
    private void resolveAll() {
      ArrayDeque<Node> ready = new ArrayDeque<>();
      nodes.values().stream().filter(node -> node.unresolved == 0).forEach(ready::add);
      while (!ready.isEmpty()) {
        Node node = ready.remove();
        resolve(node);
        Node target = target(node);
        if (target != null && --target.unresolved == 0) {
          ready.add(target);
        }
      }
    }

    private void resolve(Node node) {
      node.resolved = true;
      node.effective = node.original;
      List<SiteEvent> inEffect = new ArrayList<>();
      for (Node correction : node.corrections) {
        if (correction.effective != null) {
          inEffect.add(correction.effective);
        }
      }
      inEffect.sort(EventOrder.INSTANCE);
      for (SiteEvent correction : inEffect.reversed()) {
        if (carryOut(correction, node)) {
          node.corrected = true;
          break;
        }
      }
      if (node.effective != null
          && node.original.data() instanceof RecordCorrected correction
          && !nodes.containsKey(targetOf(correction))) {
        find(FindingCode.CORRECTION_TARGET_UNKNOWN, node.original, "corrects an unknown event");
      }
    }

    /** Whether the correction could be carried out. */
    private boolean carryOut(SiteEvent correction, Node node) {
      RecordCorrected what = (RecordCorrected) correction.data();
      if (!targetOf(what).equals(node.original.name())) {
        find(FindingCode.CORRECTION_RETARGETED, correction, "was changed to correct another event");
        return false;
      }
      if (what.getReplacement() == null) {
        node.effective = null;
        return true;
      }
      if (!node.original.type().name().equals(what.getReplacementType())) {
        find(FindingCode.CORRECTION_TYPE_MISMATCH, correction, "replaces an event by another type");
        return false;
      }
      Optional<SpecificRecord> data = reader.read(node.original.type(), what.getReplacement());
      if (data.isEmpty()) {
        find(FindingCode.CORRECTION_UNREADABLE, correction, "has an unreadable replacement");
        return false;
      }
      Instant time = what.getReplacementTime();
      node.effective = node.original.with(time == null ? node.original.time() : time, data.get());
      return true;
    }

    private CorrectedHistory result() {
      List<SiteEvent> events = new ArrayList<>(nodes.size());
      Instant latest = null;
      Map<EventName, EventFate> fates = new HashMap<>();
      for (Node node : nodes.values()) {
        if (node.corrected) {
          EventFate fate = node.effective == null ? EventFate.WITHDRAWN : EventFate.CORRECTED;
          fates.put(node.original.name(), fate);
        }
        if (isCorrection(node.original)) {
          if (!node.resolved) {
            find(FindingCode.CORRECTION_CYCLE, node.original, "is corrected by what it corrects");
          }
          continue;
        }
        latest = later(latest, node.original.time());
        if (node.effective != null) {
          events.add(node.effective);
          latest = later(latest, node.effective.time());
        }
      }
      events.sort(EventOrder.INSTANCE);
      return new CorrectedHistory(events, fates.size(), latest, findings, fates);
    }

    private void find(FindingCode code, SiteEvent correction, String detail) {
      EventName name = correction.name();
      findings.add(new Finding(code.code(), name.source() + " " + name.id() + " " + detail));
    }

    private static Instant later(@Nullable Instant a, Instant b) {
      return a == null || a.isBefore(b) ? b : a;
    }

    private static EventName targetOf(RecordCorrected correction) {
      return new EventName(correction.getCorrectsSource(), correction.getCorrectsId());
    }
  }

  /** An event and the corrections that name it. */
  private static final class Node {
    private final SiteEvent original;
    private final List<Node> corrections = new ArrayList<>(1);
    private int unresolved;
    private boolean resolved;
    private boolean corrected;
    private @Nullable SiteEvent effective;

    private Node(SiteEvent original) {
      this.original = original;
    }
  }
}
