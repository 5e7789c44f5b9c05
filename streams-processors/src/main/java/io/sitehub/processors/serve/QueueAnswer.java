package io.sitehub.processors.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Visit;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.processors.queue.Queues;
import io.sitehub.processors.state.TrackedVisit;
import io.sitehub.processors.state.Visits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The queues of a site: who waits, in the order in which they are called, and who was called. */
final class QueueAnswer {

  /** The interval between calls is the mean of those between so many. */
  private static final int CALLS = 8;

  private static final int MAX_TRUCKS = 10_000;

  private static final Comparator<Visit> CALL_ORDER =
      Comparator.comparingInt(Visit::getQueuePriority)
          .reversed()
          .thenComparing(visit -> at(visit.getQueuedAt()))
          .thenComparing(Visit::getVisitId);

  private static final Comparator<Visit> BY_CALL =
      Comparator.<Visit, Instant>comparing(visit -> at(visit.getCalledAt()))
          .thenComparing(Visit::getVisitId);

  private record Queue(List<Visit> waiting, List<Visit> called, List<Instant> calls) {}

  private final SortedMap<String, Queue> queues;

  private QueueAnswer(SortedMap<String, Queue> queues) {
    this.queues = queues;
  }

  static QueueAnswer of(String siteId, Queues queues, Visits visits) {
    SortedMap<String, Queue> byId = new TreeMap<>();
    for (String visitId : queues.waiting(siteId, MAX_TRUCKS)) {
      TrackedVisit tracked = visits.find(siteId, visitId);
      if (tracked != null && Queues.isWaiting(tracked.visit())) {
        queue(siteId, tracked.visit(), queues, byId).waiting().add(tracked.visit());
      }
    }
    for (String visitId : queues.called(siteId, MAX_TRUCKS)) {
      TrackedVisit tracked = visits.find(siteId, visitId);
      if (tracked != null && Queues.isCalled(tracked.visit())) {
        queue(siteId, tracked.visit(), queues, byId).called().add(tracked.visit());
      }
    }
    for (Queue queue : byId.values()) {
      queue.waiting().sort(CALL_ORDER);
      queue.called().sort(BY_CALL);
    }
    return new QueueAnswer(byId);
  }

  private static Queue queue(
      String siteId, Visit visit, Queues queues, SortedMap<String, Queue> byId) {
    String named = visit.getQueueId();
    String queueId = named == null ? "" : named;
    return byId.computeIfAbsent(
        queueId,
        id -> new Queue(new ArrayList<>(), new ArrayList<>(), queues.calls(siteId, id, CALLS)));
  }

  void write(JsonGenerator to) throws IOException {
    to.writeArrayFieldStart("queues");
    for (var entry : queues.entrySet()) {
      Queue queue = entry.getValue();
      to.writeStartObject();
      to.writeStringField("queue", entry.getKey());
      Duration interval = meanInterval(queue.calls());
      if (interval != null) {
        to.writeNumberField("callIntervalMs", interval.toMillis());
        to.writeStringField("lastCallAt", Rfc3339.format(queue.calls().getFirst()));
      }
      visits(to, "waiting", queue.waiting());
      visits(to, "called", queue.called());
      to.writeEndObject();
    }
    to.writeEndArray();
  }

  private static void visits(JsonGenerator to, String name, List<Visit> visits) throws IOException {
    to.writeArrayFieldStart(name);
    for (Visit visit : visits) {
      AvroToJson.write(visit, to);
    }
    to.writeEndArray();
  }

  /** Null with fewer than two calls. */
  static @Nullable Duration meanInterval(List<Instant> newestFirst) {
    return newestFirst.size() < 2
        ? null
        : Duration.between(newestFirst.getLast(), newestFirst.getFirst())
            .dividedBy(newestFirst.size() - 1L);
  }

  private static Instant at(@Nullable Instant instant) {
    return instant == null ? Instant.MIN : instant;
  }
}
