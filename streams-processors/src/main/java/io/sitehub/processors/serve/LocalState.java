package io.sitehub.processors.serve;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The copies of state that this instance holds. */
public interface LocalState {

  /**
   * The partitions it holds and in which role.
   *
   * @throws IllegalStateException while it is starting, stopping or broken
   */
  Map<Integer, Role> roles();

  /** Whether every active copy is restored and takes events in. */
  boolean isRunning();

  /**
   * The copy of a partition, active or standby.
   *
   * @throws InvalidStateStoreException when it is not open, or no longer held
   * @throws IllegalStateException while the instance is starting, stopping or broken
   */
  ReadOnlyKeyValueStore<Bytes, byte[]> store(int partition);

  /** What all instances hold, as far as this one has been told; it may be out of date. */
  List<Holder> holders();

  /** The state of the instance in one word, for people. */
  String state();

  /**
   * An instance and what it holds.
   *
   * @param address host:port of its internal port
   * @param active partitions it is active for
   * @param standby partitions it is standby for
   */
  record Holder(String address, Set<Integer> active, Set<Integer> standby) {}
}
