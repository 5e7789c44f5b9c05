package io.sitehub.processors.track;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.processors.state.StoredEvent;

/**
 * By how much an event may at most make a visit grow: so that a visit need be measured only when it
 * may have come near its bound, not with each event.
 */
final class VisitGrowth {

  /** Findings, instants, numbers and what else follows from an event whatever it says. */
  private static final int FIXED_BYTES = 1 << 10;

  /** What an event says is found in a visit once, in a finding once more; generously. */
  private static final int TIMES = 4;

  private VisitGrowth() {}

  /** The most bytes that a visit in the wire format has more with this event. */
  static long mostBytes(StoredEvent stored) {
    SiteEvent event = stored.event();
    String subject = event.subject();
    // A char is at most three bytes of UTF-8.
    long names =
        3L
            * (event.name().source().length()
                + event.name().id().length()
                + event.siteId().length()
                + (subject == null ? 0 : subject.length()));
    return FIXED_BYTES + TIMES * (stored.body().length + names);
  }
}
