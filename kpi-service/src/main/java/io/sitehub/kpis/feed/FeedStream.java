package io.sitehub.kpis.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one client is still to be sent. Bounded: a client that does not keep up is told so and let
 * go; it can go on from the last position it got.
 */
final class FeedStream {

  /** What to do next. */
  sealed interface Next {
    /** Send a change; afterwards the client is at this position. */
    record Changed(Change change, FeedPosition position) implements Next {}

    /** Nothing happened for a while; the client is at this position. */
    record Idle(FeedPosition position) implements Next {}

    /** Let the client go. */
    record Ended(String reason) implements Next {}
  }

  private static final Next WAKE_UP = new Next.Ended("wake-up");

  private final String site;
  private final Set<FeedTopic> topics;
  private final Queue<Next.Changed> backlog = new ArrayDeque<>();
  private final BlockingQueue<Next> queue;
  private final AtomicReference<@Nullable String> end = new AtomicReference<>();
  private volatile FeedPosition seen;

  FeedStream(String site, Set<FeedTopic> topics, FeedPosition from, int buffer) {
    this.site = site;
    this.topics = EnumSet.copyOf(topics);
    this.seen = from;
    this.queue = new ArrayBlockingQueue<>(buffer);
  }

  /** What happened between the client's position and now. Before anything is accepted. */
  void begin(List<Change> ring) {
    for (Change change : ring) {
      if (isWanted(change)) {
        seen = seen.upTo(change.topic(), change.offset() + 1);
        backlog.add(new Next.Changed(change, seen));
      }
    }
  }

  /** Takes what happens from now on. Called under the lock of the partition's feed. */
  void accept(Change change) {
    boolean wanted = isWanted(change);
    seen = seen.upTo(change.topic(), change.offset() + 1);
    if (wanted && end.get() == null && !queue.offer(new Next.Changed(change, seen))) {
      end("slow");
    }
  }

  /** Nothing of interest lies before this position. Called under the lock of the feed. */
  void advance(FeedTopic topic, long offset) {
    seen = seen.upTo(topic, offset);
  }

  /** Lets the client go, whatever is still to be sent: it asks for that again. */
  void end(String reason) {
    if (end.compareAndSet(null, reason)) {
      queue.clear();
      queue.offer(WAKE_UP);
    }
  }

  /** Waits for something to do. Called by the one thread that writes to the client. */
  Next next(Duration patience) throws InterruptedException {
    String reason = end.get();
    if (reason != null) {
      return new Next.Ended(reason);
    }
    Next.Changed earlier = backlog.poll();
    if (earlier != null) {
      return earlier;
    }
    FeedPosition before = seen;
    Next next = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (next == null) {
      // Read before the queue was found empty, so nothing that was queued lies before it.
      return new Next.Idle(before);
    }
    reason = end.get();
    return reason == null ? next : new Next.Ended(reason);
  }

  /** Whether something waits to be sent: then there is no need to flush yet. */
  boolean hasMore() {
    return !backlog.isEmpty() || !queue.isEmpty();
  }

  private boolean isWanted(Change change) {
    return topics.contains(change.topic())
        && change.offset() >= seen.next(change.topic())
        && change.isAt(site);
  }
}
