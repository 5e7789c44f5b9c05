package io.sitehub.processors.state;

import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The tables' common ground: the store as a task writes it, or as a query reads it. A query's is
 * read by many threads at once while the task writes.
 */
public final class StateSpace {

  private final ReadOnlyKeyValueStore<Bytes, byte[]> reads;
  private final @Nullable KeyValueStore<Bytes, byte[]> writes;

  private StateSpace(
      ReadOnlyKeyValueStore<Bytes, byte[]> reads, @Nullable KeyValueStore<Bytes, byte[]> writes) {
    this.reads = reads;
    this.writes = writes;
  }

  /** The store of a running task. */
  public static StateSpace of(KeyValueStore<Bytes, byte[]> store) {
    return new StateSpace(store, store);
  }

  /** A store that is only asked. */
  public static StateSpace readOnly(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    return new StateSpace(store, null);
  }

  /** What is stored under the key, or null. */
  public byte @Nullable [] get(Bytes key) {
    return reads.get(key);
  }

  /** Stores a value; null removes the key. */
  @SuppressWarnings("NullAway") // the store takes null as "remove"
  public void put(Bytes key, byte @Nullable [] value) {
    if (writes == null) {
      throw new IllegalStateException("a query may not write");
    }
    writes.put(key, value);
  }

  /**
   * Visits entries in the order of their keys until {@code visitor} returns false.
   *
   * @param from first key, inclusive
   * @param to last key, exclusive
   * @return whether the scan came to its end rather than being stopped
   */
  public boolean scan(Bytes from, Bytes to, BiPredicate<Bytes, byte[]> visitor) {
    try (KeyValueIterator<Bytes, byte[]> entries = reads.range(from, to)) {
      while (entries.hasNext()) {
        var entry = entries.next();
        if (entry.key.compareTo(to) >= 0) {
          return true;
        }
        if (!visitor.test(entry.key, entry.value)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Visits entries against the order of their keys until {@code visitor} returns false.
   *
   * @param from first key, inclusive: the last one visited
   * @param to last key, exclusive
   */
  public void scanBack(Bytes from, Bytes to, BiPredicate<Bytes, byte[]> visitor) {
    try (KeyValueIterator<Bytes, byte[]> entries = reads.reverseRange(from, to)) {
      while (entries.hasNext()) {
        var entry = entries.next();
        if (entry.key.compareTo(to) < 0 && !visitor.test(entry.key, entry.value)) {
          return;
        }
      }
    }
  }

  /** Visits all entries whose key begins with what {@code prefix} holds. */
  public boolean scan(KeyWriter prefix, BiPredicate<Bytes, byte[]> visitor) {
    return scan(prefix.toBytes(), prefix.behind(), visitor);
  }
}
