package io.sitehub.processors.state;

import org.apache.kafka.common.utils.Bytes;

/** The visits of which nothing is left but that there were. */
public final class RetiredVisits {

  private static final byte[] NOTHING = {};

  private final StateSpace space;

  /** The retired visits in a store. */
  public RetiredVisits(StateSpace space) {
    this.space = space;
  }

  /** Whether the visit has been removed. */
  public boolean contains(String siteId, String visitId) {
    return space.get(key(siteId, visitId)) != null;
  }

  /** Remembers that a visit has been removed. */
  public void add(String siteId, String visitId) {
    space.put(key(siteId, visitId), NOTHING);
  }

  private static Bytes key(String siteId, String visitId) {
    return Table.RETIRED_VISITS.key().text(siteId).text(visitId).toBytes();
  }
}
