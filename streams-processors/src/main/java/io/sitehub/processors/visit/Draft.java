package io.sitehub.processors.visit;

import io.sitehub.model.state.Finding;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitState;
import io.sitehub.model.state.VisitWeighing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A visit that is being folded. The record is the draft's own, the lists and records in it are
 * shared with the visit before: they are replaced, never changed.
 */
final class Draft {
  private static final Comparator<Finding> BY_CODE =
      Comparator.comparing(Finding::getCode).thenComparing(Finding::getDetail);

  final Visit visit;
  private List<Finding> seen;

  private Draft(Visit visit, List<Finding> seen) {
    this.visit = visit;
    this.seen = seen;
  }

  /** A visit of which nothing is known. */
  static Draft empty(String siteId, String visitId) {
    Visit visit = new Visit();
    visit.setSiteId(siteId);
    visit.setVisitId(visitId);
    visit.setState(VisitState.UNSPECIFIED);
    visit.setWeighings(List.of());
    visit.setRejections(List.of());
    visit.setHandlings(List.of());
    visit.setSamples(List.of());
    visit.setExceptions(List.of());
    visit.setFindings(List.of());
    return new Draft(visit, List.of());
  }

  /** A visit that goes on. */
  static Draft from(Visit before) {
    List<Finding> seen = List.of();
    for (Finding finding : before.getFindings()) {
      if (Contradictions.isSeen(finding)) {
        seen = plus(seen, finding);
      }
    }
    return new Draft(copy(before, new Visit()), seen);
  }

  /** Remembers what only the event just taken shows. */
  void see(FindingCode code, String detail) {
    seen = plus(seen, new Finding(code.code(), detail));
  }

  void seeAll(List<Finding> findings) {
    for (Finding finding : findings) {
      seen = plus(seen, finding);
    }
  }

  /** Adds a weighing and decides anew which of them count. */
  void weighed(VisitWeighing weighing) {
    List<VisitWeighing> assigned = Weighings.assign(plus(visit.getWeighings(), weighing));
    NetWeight net = Weighings.net(assigned);
    visit.setWeighings(assigned);
    visit.setNet(net);
  }

  /** The visit, with everything that follows from the rest of it. */
  Visit finish() {
    visit.setState(States.of(visit));
    List<Finding> findings = Contradictions.of(visit, seen);
    if (findings.size() > 1) {
      findings = findings.stream().sorted(BY_CODE).distinct().toList();
    }
    visit.setFindings(findings);
    return visit;
  }

  /** A list with one more element. */
  static <T> List<T> plus(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list.size() + 1);
    longer.addAll(list);
    longer.add(more);
    return longer;
  }

  /** A list with another element in one place. */
  static <T> List<T> with(List<T> list, int index, T element) {
    List<T> changed = new ArrayList<>(list);
    changed.set(index, element);
    return changed;
  }

  /** Copies every field, not what the fields hold. */
  static <T extends SpecificRecord> T copy(T from, T to) {
    int fields = from.getSchema().getFields().size();
    for (int i = 0; i < fields; i++) {
      to.put(i, from.get(i));
    }
    return to;
  }

  /** To the millisecond, which is what a visit keeps. */
  static @Nullable Instant ms(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS);
  }
}
