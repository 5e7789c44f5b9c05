package io.sitehub.processors.handover;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Instances that are about to end, as far as this one has heard, itself included. */
public final class Leavers {

  private final Set<String> addresses = ConcurrentHashMap.newKeySet();

  /**
   * One has said that it leaves.
   *
   * @param address host:port of its internal port
   */
  public void leaves(String address) {
    addresses.add(address);
  }

  /** One has started, or has ended: whatever comes at this address next has not said so. */
  public void forget(String address) {
    addresses.remove(address);
  }

  /** Whether the one at this address has said that it leaves. */
  public boolean contains(String address) {
    return addresses.contains(address);
  }
}
