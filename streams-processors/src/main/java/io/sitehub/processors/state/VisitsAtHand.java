package io.sitehub.processors.state;

import io.sitehub.model.state.Visit;
import io.sitehub.processors.commit.TaskMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The visits a task works on: those that have changed since the last commit and are not in the
 * table yet, and some of the others, so that the next event of a truck need not read it again.
 */
public final class VisitsAtHand extends TaskMemory {

  /** Name of the store. */
  public static final String NAME = "visits-at-hand";

  /** So many may have changed: some megabytes of usual visits. */
  private static final int MOST_CHANGED = 1_000;

  /** And so large: each as it may be in the wire format, and the events that changed it. */
  private static final long MOST_CHANGED_BYTES = 24L << 20;

  /** So many are remembered that have not changed. */
  private static final int MOST_REMEMBERED = 200;

  private record Key(String siteId, String visitId) {
    static Key of(TrackedVisit tracked) {
      Visit visit = tracked.visit();
      return new Key(visit.getSiteId(), visit.getVisitId());
    }
  }

  /**
   * A visit that has changed.
   *
   * @param kept as it is in the table; null: it is not
   * @param now as it is
   * @param events those that changed it, in the order in which they came
   * @param timestampMs of the record that changed it last
   */
  public record Changed(
      @Nullable TrackedVisit kept, TrackedVisit now, List<StoredEvent> events, long timestampMs) {}

  /** In the order in which they first changed. */
  private final Map<Key, Changed> changed = new LinkedHashMap<>();

  /** The one that was not asked for the longest goes first. */
  private final Map<Key, TrackedVisit> remembered =
      new LinkedHashMap<>(2 * MOST_REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, TrackedVisit> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private long changedBytes;

  private VisitsAtHand() {
    super(NAME);
  }

  /** How Streams makes one for each task. */
  public static StoreBuilder<? extends StateStore> builder() {
    return builder(NAME, VisitsAtHand::new);
  }

  /** That of the task a stage belongs to; the stage's node must be connected to it. */
  public static VisitsAtHand of(ProcessorContext<?, ?> context) {
    return context.getStateStore(NAME);
  }

  /** The visit as it is; null: it is not at hand. */
  @Nullable TrackedVisit find(String siteId, String visitId) {
    Key key = new Key(siteId, visitId);
    Changed change = changed.get(key);
    return change == null ? remembered.get(key) : change.now();
  }

  /** Has a visit at hand that is in the table as it is. */
  void remember(TrackedVisit tracked) {
    remembered.put(Key.of(tracked), tracked);
  }

  /** Has a visit not at hand, for it is not any more. */
  void forget(String siteId, String visitId) {
    remembered.remove(new Key(siteId, visitId));
  }

  /**
   * Changes a visit.
   *
   * @param before as it was
   * @param events those that changed it
   * @param timestampMs of the record that changed it
   */
  public void change(
      @Nullable TrackedVisit before, TrackedVisit now, List<StoredEvent> events, long timestampMs) {
    Key key = Key.of(now);
    remembered.remove(key);
    Changed earlier = changed.get(key);
    List<StoredEvent> all = earlier == null ? new ArrayList<>() : earlier.events();
    all.addAll(events);
    changedBytes += now.mostBytes() - (earlier == null ? 0 : earlier.now().mostBytes());
    events.forEach(event -> changedBytes += event.body().length);
    changed.put(key, new Changed(earlier == null ? before : earlier.kept(), now, all, timestampMs));
  }

  /** The events of a visit that are not in the table yet. */
  List<StoredEvent> events(String siteId, String visitId) {
    Changed change = changed.get(new Key(siteId, visitId));
    return change == null ? List.of() : change.events();
  }

  /** Whether it is time to keep those that have changed, for they take much room. */
  public boolean isFull() {
    return changed.size() >= MOST_CHANGED || changedBytes >= MOST_CHANGED_BYTES;
  }

  /** All that have changed, to be kept now, in the order in which they first did. */
  public List<Changed> take() {
    List<Changed> all = new ArrayList<>(changed.values());
    changed.clear();
    changedBytes = 0;
    all.forEach(each -> remember(each.now()));
    return all;
  }

  @Override
  protected void forget() {
    changed.clear();
    changedBytes = 0;
    remembered.clear();
  }
}
