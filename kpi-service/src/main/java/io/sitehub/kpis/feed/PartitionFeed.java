package io.sitehub.kpis.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest changes of one partition, and the clients that follow it. A client that was away only
 * for a moment goes on from here; one that was away for longer must first read the log.
 */
final class PartitionFeed {
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Change> ring = new ArrayDeque<>();
  private final Set<FeedStream> streams = new HashSet<>();
  private final long maxBytes;
  private long bytes;
  private FeedPosition oldest;
  private FeedPosition position;

  /**
   * A feed.
   *
   * @param start position of the first change it will be given
   * @param maxBytes about how much memory the newest changes may take
   */
  PartitionFeed(FeedPosition start, long maxBytes) {
    this.oldest = start;
    this.position = start;
    this.maxBytes = maxBytes;
  }

  /** Up to where it has been given everything. */
  FeedPosition position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next change of a topic. */
  void publish(Change change) {
    lock.lock();
    try {
      if (change.offset() < position.next(change.topic())) {
        return; // read again after the consumer was replaced
      }
      ring.addLast(change);
      bytes += change.bytes();
      position = position.upTo(change.topic(), change.offset() + 1);
      while (bytes > maxBytes) {
        Change evicted = ring.removeFirst();
        bytes -= evicted.bytes();
        oldest = oldest.upTo(evicted.topic(), evicted.offset() + 1);
      }
      streams.forEach(stream -> stream.accept(change));
    } finally {
      lock.unlock();
    }
  }

  /** There is no change of this topic before this offset that was not given. */
  void advance(FeedTopic topic, long offset) {
    lock.lock();
    try {
      position = position.upTo(topic, offset);
      streams.forEach(stream -> stream.advance(topic, offset));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets a client follow.
   *
   * @param from where it left off
   * @param buffer how many changes may wait for it
   * @return empty if some of what lies between is not kept here any more
   */
  Optional<FeedStream> follow(String site, Set<FeedTopic> topics, FeedPosition from, int buffer) {
    lock.lock();
    try {
      for (FeedTopic topic : topics) {
        if (from.next(topic) < oldest.next(topic)) {
          return Optional.empty();
        }
      }
      FeedStream stream = new FeedStream(site, topics, from, buffer);
      List<Change> kept = new ArrayList<>(ring);
      stream.begin(kept);
      for (FeedTopic topic : FeedTopic.values()) {
        stream.advance(topic, position.next(topic));
      }
      streams.add(stream);
      return Optional.of(stream);
    } finally {
      lock.unlock();
    }
  }

  /** The client is gone. */
  void leave(FeedStream stream) {
    lock.lock();
    try {
      streams.remove(stream);
    } finally {
      lock.unlock();
    }
  }

  /** Lets every client go. */
  void endAll(String reason) {
    lock.lock();
    try {
      streams.forEach(stream -> stream.end(reason));
    } finally {
      lock.unlock();
    }
  }
}
