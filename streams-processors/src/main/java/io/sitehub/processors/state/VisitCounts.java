package io.sitehub.processors.state;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/** How many visits each site has. */
public final class VisitCounts {

  private final StateSpace space;
  private final Map<String, Long> known = new HashMap<>();

  /** The counts in a store; of one that is written, by one stage alone. */
  public VisitCounts(StateSpace space) {
    this.space = space;
  }

  /** How many visits a site has. */
  public long of(String siteId) {
    byte[] value = space.get(key(siteId));
    return value == null ? 0 : ByteBuffer.wrap(value).getLong();
  }

  /** Counts visits that came, or, as a negative number, went. */
  public void add(String siteId, long visits) {
    long count = known.computeIfAbsent(siteId, this::of) + visits;
    known.put(siteId, count);
    space.put(key(siteId), ByteBuffer.allocate(Long.BYTES).putLong(count).array());
  }

  private static Bytes key(String siteId) {
    return Table.VISIT_COUNTS.key().text(siteId).toBytes();
  }
}
