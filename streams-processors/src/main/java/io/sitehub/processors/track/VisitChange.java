package io.sitehub.processors.track;

import io.sitehub.model.state.Visit;
import io.sitehub.processors.state.StoredEvent;
import io.sitehub.processors.state.TrackedVisit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit that has changed, on its way through the stages.
 *
 * @param before what was known of it; null: nothing
 * @param after what is known of it now
 * @param events those that changed it; none when an order did
 */
public record VisitChange(
    @Nullable TrackedVisit before, TrackedVisit after, List<StoredEvent> events)
    implements SiteChange {

  /** The visit as it is now. */
  public Visit visit() {
    return after.visit();
  }

  /** The visit as it was; null: it was not. */
  public @Nullable Visit visitBefore() {
    return before == null ? null : before.visit();
  }

  /** The change with a ticket of this number. */
  VisitChange withTicket(long issued) {
    return new VisitChange(before, after.withTicket(issued), events);
  }
}
